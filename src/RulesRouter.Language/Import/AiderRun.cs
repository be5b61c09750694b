namespace RulesRouter.Language.Import;

/// <summary>One run of a model on a leaderboard of Aider.</summary>
/// <param name="Key">Of the model.</param>
/// <param name="Name">As the source spells it.</param>
/// <param name="Percent">Share of problems that were solved, 0 to 100.</param>
/// <param name="Cases">Number of problems.</param>
/// <param name="Variant">Metric and variant.</param>
internal sealed record AiderRun(string Benchmark, string Key, string Name, double Percent, int Cases, string Date, string Variant);
