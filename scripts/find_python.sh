# Sourced by the scripts beside it: puts a Python that the program can use into $python.
# A name on the path proves nothing (version managers leave shims that only complain), so each is tried.
# With $offline set, only the versions that the wheels beside the program were made for.

usable_python() { # NAME
    command -v "$1" >/dev/null 2>&1 || return 1
    version=$("$1" -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null) || return 1
    case $version in
    3.11 | 3.12 | 3.13) ;;
    *) return 1 ;;
    esac
    if [ -n "${offline:-}" ] && [ -f wheels/python-versions.txt ]; then
        grep -qx "$version" wheels/python-versions.txt
    fi
}

find_python() {
    for python in python3.13 python3.12 python3.11 python3 python; do
        if usable_python "$python"; then
            return 0
        fi
    done
    return 1
}

if ! find_python && [ -z "${offline:-}" ] && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "No Python 3.11 to 3.13 found; installing the system's own." >&2
    apt-get update -qq </dev/null >&2 || true
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq python3 python3-venv </dev/null >&2 || true
fi
if ! find_python; then
    echo "Locality Workbench needs Python 3.11, 3.12 or 3.13, and none was found on the path." >&2
    if [ -n "${offline:-}" ] && [ -f wheels/python-versions.txt ]; then
        echo "The wheels of this bundle are for: Python $(tr '\n' ' ' <wheels/python-versions.txt)" >&2
    fi
    echo "Install one (on Debian and Ubuntu: apt-get install python3 python3-venv) and run this again." >&2
    exit 1
fi
