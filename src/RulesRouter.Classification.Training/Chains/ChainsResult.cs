using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace RulesRouter.Classifiers.Training.Chains;

/// <summary>Cost of chains per task.</summary>
/// <param name="LeftOut">Models without an outcome and a cost on every task.</param>
/// <param name="Measurements">The requested split first; then one group left out at a time, if a file was split.</param>
internal sealed record ChainsResult(ChainsOptions Options, ImmutableArray<string> LeftOut, ImmutableArray<ChainsMeasurement> Measurements)
{
    public void WriteHuman(TextWriter writer) => ChainsReport.Write(this, writer);

    public void WriteJson(TextWriter writer)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions
        {
            Indented = true,
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping
        }))
        {
            ChainsJson.Write(this, json);
        }

        writer.WriteLine(System.Text.Encoding.UTF8.GetString(stream.ToArray()));
    }
}
