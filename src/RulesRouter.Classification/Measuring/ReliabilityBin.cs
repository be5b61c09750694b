namespace RulesRouter.Classifiers.Measuring;

/// <summary>A tenth of the rows: what was predicted for them, and what came of them.</summary>
public sealed record ReliabilityBin(int Rows, double Predicted, double Observed);
