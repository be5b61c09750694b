using System.Globalization;
using System.Text.Json;

namespace RulesRouter.Classifiers.Training;

/// <param name="Path">Of the artefact.</param>
/// <param name="Sha256">Of its bytes, in lower-case hexadecimal.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Rows">How many rows each data set gave.</param>
public sealed record TrainResult(string Path, string Sha256, long Bytes, IReadOnlyDictionary<string, int> Rows)
{
    public void WriteHuman(TextWriter writer)
    {
        foreach (var (dataSet, rows) in Rows)
        {
            writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{dataSet,-28}{rows,8} rows"));
        }

        writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Path}: {Bytes} bytes, sha256 {Sha256}"));
    }

    public void WriteJson(TextWriter writer) =>
        writer.WriteLine(JsonSerializer.Serialize(new { path = Path, sha256 = Sha256, bytes = Bytes, rows = Rows }));
}
