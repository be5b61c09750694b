namespace RulesRouter.Classifiers.Training.Measuring;

/// <summary>A requested model has no outcomes. The message names it and the nearest known name.</summary>
internal sealed class UnknownModelException(string message) : Exception(message);
