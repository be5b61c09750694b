using System.Globalization;
using System.Text;
using RulesRouter.Cli.Exits;
using RulesRouter.Gateway.Probing;
using RulesRouter.Language.Import;

namespace RulesRouter.Cli.Commands;

/// <summary>
/// Writes what <c>catalog probe</c> measured as a catalog file: dated evidence of latency, which decisions use while it is valid.
/// </summary>
internal static class ProbeEvidence
{
    private const string Mark = "# Written by `rulesrouter catalog probe`: the next run replaces this file.";

    /// <summary>Latency changes: older figures are unknown.</summary>
    private const int ValidDays = 60;

    /// <exception cref="UserError">There is a file of another origin.</exception>
    public static void CheckWritable(string? path)
    {
        if (path is not null && (Directory.Exists(path) || (File.Exists(path) && !File.ReadLines(path).Contains(Mark))))
        {
            throw new UserError($"`{path}` exists, and `catalog probe` did not write it; name another file with --output");
        }
    }

    /// <param name="requests">Calls of each endpoint.</param>
    /// <exception cref="UserError">The file cannot be written.</exception>
    public static void Write(string path, IReadOnlyList<ProbeFigures> figures, int requests, DateOnly today)
    {
        var text = new StringBuilder($"{Mark}\napiVersion: rulesrouter/v1\nkind: Catalog\nmetadata:\n  name: probed-latency\n")
            .Append("  description: \"Latency of streams as measured from here.\"\nspec:\n  endpoints:\n");
        var day = today.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var until = today.AddDays(ValidDays).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        foreach (var one in figures)
        {
            var source = $"rulesrouter catalog probe: {one.FirstTokenMs.Length} answers of {one.Calls.Length} calls";
            text.Append($"    {CatalogYaml.Quote(one.Endpoint.Id)}:\n      latency:\n")
                .Append($"        - evidence: {{ source: {CatalogYaml.Quote(source)}, checkedOn: {day}, expires: {until} }}\n")
                .Append($"          ttftP50Ms: {Shown(ProbeFigures.Quantile(one.FirstTokenMs, 0.5))}\n")
                .Append($"          ttftP99Ms: {Shown(ProbeFigures.Quantile(one.FirstTokenMs, 0.99))}\n")
                .Append($"          tokensPerSecondP50: {Shown(ProbeFigures.Quantile(one.TokensPerSecond, 0.5))}\n")
                .Append($"          tokensPerSecondP1: {Shown(ProbeFigures.Quantile(one.TokensPerSecond, 0.01))}\n");
        }

        try
        {
            File.WriteAllText(path, text.ToString());
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UserError($"`{path}` cannot be written: {exception.Message.TrimEnd('.')}");
        }
    }

    private static string Shown(double figure) => figure.ToString("0.#", CultureInfo.InvariantCulture);
}
