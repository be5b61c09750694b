namespace RulesRouter.Classifiers.Training.Shipping;

/// <param name="DataFolder">Folder of outcome files to train on.</param>
/// <param name="OutputFolder">Receives the artefact and its SHA-256.</param>
/// <param name="Seed">The same data and seed give the same bytes.</param>
internal sealed record TrainOptions(string DataFolder, string OutputFolder, int Seed = 1);
