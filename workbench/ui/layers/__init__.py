"""What the map shows above and below the localities: layers, shading, reference layers, backgrounds."""
