using System.Globalization;
using System.Text.Json;

namespace RulesRouter.Classifiers.Training;

/// <param name="Path">Path of the artefact.</param>
/// <param name="Sha256">SHA-256 of its bytes, in lower-case hexadecimal.</param>
/// <param name="Bytes">Size in bytes.</param>
/// <param name="Rows">Number of rows per data set.</param>
internal sealed record TrainResult(string Path, string Sha256, long Bytes, IReadOnlyDictionary<string, int> Rows)
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
