namespace RulesRouter.Classifiers.Training.Measuring;

/// <summary>A tenth of the rows: mean prediction and mean outcome.</summary>
internal sealed record ReliabilityBin(int Rows, double Predicted, double Observed);
