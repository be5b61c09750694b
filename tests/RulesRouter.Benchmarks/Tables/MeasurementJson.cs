using System.Text.Json;

namespace RulesRouter.Benchmarks.Tables;

/// <summary>Writes the measurements as JSON, with a description of the machine.</summary>
internal static class MeasurementJson
{
    private static readonly JsonSerializerOptions Indented = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public static void Write(string path, IReadOnlyList<Measurement> measurements)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, JsonSerializer.Serialize(
            new
            {
                at = TimeProvider.System.GetUtcNow(),
                processors = Environment.ProcessorCount,
                runtime = System.Runtime.InteropServices.RuntimeInformation.FrameworkDescription,
                measurements,
            },
            Indented));
        Console.Error.WriteLine($"written to {path}");
    }
}
