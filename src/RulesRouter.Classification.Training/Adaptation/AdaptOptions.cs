namespace RulesRouter.Classifiers.Training.Adaptation;

/// <param name="ModelPath">The artefact that is served, or its folder; it is replaced only by a better one.</param>
/// <param name="Seed">The same outcomes and seed give the same artefact.</param>
/// <param name="Replicates">Number of resamples of the held-out groups.</param>
internal sealed record AdaptOptions(string ModelPath, int Seed = 1, int Replicates = 1000);
