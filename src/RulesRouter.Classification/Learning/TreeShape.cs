namespace RulesRouter.Classifiers.Learning;

/// <summary>How large an ensemble of boosted trees may grow.</summary>
internal readonly record struct TreeShape(int Trees, int Leaves, int LeastInLeaf, double LearningRate);
