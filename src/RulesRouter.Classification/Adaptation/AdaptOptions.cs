namespace RulesRouter.Classifiers.Adaptation;

/// <param name="OutcomesFile">One's own outcomes, in the format of the training data.</param>
/// <param name="ModelPath">The artefact that is served, or its folder; it is replaced only by a better one.</param>
/// <param name="Seed">The same outcomes and seed give the same artefact.</param>
/// <param name="Replicates">How often held-out groups are resampled.</param>
public sealed record AdaptOptions(string OutcomesFile, string ModelPath, int Seed = 1, int Replicates = 1000);
