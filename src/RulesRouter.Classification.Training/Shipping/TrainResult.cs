using System.Globalization;
using System.Text.Json;
using RulesRouter.Classifiers.Parameters;
using RulesRouter.Classifiers.Training.Measuring;

namespace RulesRouter.Classifiers.Training.Shipping;

/// <param name="Path">Path of the artefact.</param>
/// <param name="Sha256">SHA-256 of its bytes, in lower-case hexadecimal.</param>
/// <param name="Bytes">Size in bytes.</param>
/// <param name="Rows">Number of rows per data set.</param>
/// <param name="Contest">Which heads of difficulty and success ship.</param>
internal sealed record TrainResult(
    string Path, string Sha256, long Bytes, IReadOnlyDictionary<string, int> Rows, DifficultyContest Contest)
{
    public void WriteHuman(TextWriter writer)
    {
        foreach (var (dataSet, rows) in Rows)
        {
            writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{dataSet,-28}{rows,8} rows"));
        }

        foreach (var line in Contest.Lines)
        {
            writer.WriteLine(line);
        }

        writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Path}: {Bytes} bytes, sha256 {Sha256}"));
    }

    public void WriteJson(TextWriter writer) =>
        writer.WriteLine(JsonSerializer.Serialize(new
        {
            path = Path,
            sha256 = Sha256,
            bytes = Bytes,
            rows = Rows,
            difficulty = new
            {
                all = Shown(Contest.All),
                domains = Enum.GetValues<Domain>().Select((domain, index) => new
                {
                    figures = Shown(Contest.ByDomain[index]),
                    ships = Contest.Ships(domain),
                }),
            },
        }));

    private static object Shown(ContestFigures figures) => new
    {
        name = figures.Name,
        pairs = figures.Pairs,
        success = Shown(figures.Success),
        difficulty = Shown(figures.Difficulty),
    };

    private static object Shown(ContestScore score) =>
        new { overLength = Shown(score.OverLength), overTaskMean = Shown(score.OverTaskMean) };

    private static object Shown(Interval interval) => new { value = interval.Value, low = interval.Low, high = interval.High };
}
