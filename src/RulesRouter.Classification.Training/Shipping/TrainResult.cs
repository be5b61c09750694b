using System.Globalization;
using System.Text.Json;
using RulesRouter.Classifiers.Training.Measuring;

namespace RulesRouter.Classifiers.Training.Shipping;

/// <param name="Path">Path of the artefact.</param>
/// <param name="Sha256">SHA-256 of its bytes, in lower-case hexadecimal.</param>
/// <param name="Bytes">Size in bytes.</param>
/// <param name="Rows">Number of rows per data set.</param>
/// <param name="Contest">Whether the heads of difficulty and success ship.</param>
internal sealed record TrainResult(
    string Path, string Sha256, long Bytes, IReadOnlyDictionary<string, int> Rows, DifficultyContest Contest)
{
    public void WriteHuman(TextWriter writer)
    {
        foreach (var (dataSet, rows) in Rows)
        {
            writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{dataSet,-28}{rows,8} rows"));
        }

        writer.WriteLine(
            $"difficulty, families left out, {Contest.Pairs} pairs: {Of(Contest.OverLength)} over length, {Of(Contest.OverTaskMean)} over the task's mean");
        writer.WriteLine(Contest.Ships
            ? "no worse than either: the artefact has heads of difficulty and success"
            : "worse than one of them, or not measured: the artefact has no heads of difficulty and success");
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
                pairs = Contest.Pairs,
                overLength = Shown(Contest.OverLength),
                overTaskMean = Shown(Contest.OverTaskMean),
                ships = Contest.Ships,
            },
        }));

    private static object Shown(Interval interval) => new { value = interval.Value, low = interval.Low, high = interval.High };

    private static string Of(Interval interval) => string.Create(
        CultureInfo.InvariantCulture, $"{interval.Value:+0.000;-0.000} ({interval.Low:+0.000;-0.000} … {interval.High:+0.000;-0.000})");
}
