package checkout

// Your tests come here.
