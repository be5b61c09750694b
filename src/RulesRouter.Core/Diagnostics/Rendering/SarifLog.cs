using System.Collections.Immutable;
using System.Text.Json.Nodes;
using RulesRouter.Formats;
using RulesRouter.Source;

namespace RulesRouter.Diagnostics.Rendering;

/// <summary>SARIF 2.1.0, for code scanning services.</summary>
internal static class SarifLog
{
    public static void Write(TextWriter to, ImmutableArray<Diagnostic> diagnostics)
    {
        var rules = diagnostics.Select(diagnostic => diagnostic.Code)
            .DistinctBy(code => code.Id)
            .OrderBy(code => code.Id, StringComparer.Ordinal)
            .Select(code => (JsonNode)new JsonObject
            {
                ["id"] = code.Id,
                ["shortDescription"] = new JsonObject { ["text"] = code.Title },
                ["fullDescription"] = new JsonObject { ["text"] = code.Explanation },
                ["help"] = new JsonObject
                {
                    ["text"] = $"{code.Explanation} Fix: {code.Fix}.",
                    ["markdown"] = $"{code.Explanation}\n\n**Fix**: {code.Fix}.{ExampleOf(code)}",
                },
            });
        var log = new JsonObject
        {
            ["$schema"] = "https://json.schemastore.org/sarif-2.1.0.json",
            ["version"] = "2.1.0",
            ["runs"] = new JsonArray(new JsonObject
            {
                ["tool"] = new JsonObject
                {
                    ["driver"] = new JsonObject { ["name"] = "rulesrouter", ["rules"] = new JsonArray([.. rules]) },
                },
                ["columnKind"] = "utf16CodeUnits",
                ["results"] = new JsonArray([.. diagnostics.Select(Result)]),
            }),
        };
        to.WriteLine(log.ToJsonString(JsonFormats.Indented));
    }

    private static string ExampleOf(DiagnosticCode code) =>
        code.Example is null ? "" : $"\n\n`rulesrouter explain {code.Id}` prints an example.";

    private static JsonNode Result(Diagnostic diagnostic) => new JsonObject
    {
        ["ruleId"] = diagnostic.Code.Id,
        ["level"] = diagnostic.Severity switch { Severity.Error => "error", Severity.Warning => "warning", Severity.Info => "note" },
        ["message"] = new JsonObject
        {
            ["text"] = diagnostic.Help.Length > 0 ? $"{diagnostic.Message} ({diagnostic.Help})" : diagnostic.Message,
        },
        ["locations"] = diagnostic.Span.Source is null ? new JsonArray() : new JsonArray(new JsonObject
        {
            ["physicalLocation"] = new JsonObject
            {
                ["artifactLocation"] = new JsonObject { ["uri"] = Uri(diagnostic.Span.Path) },
                ["region"] = Region(diagnostic.Span),
            },
        }),
    };

    /// <summary>A path as a URI reference: characters such as blanks, `#` and `%` are escaped.</summary>
    private static string Uri(string path) => string.Join('/', path.Split('/').Select(System.Uri.EscapeDataString));

    private static JsonObject Region(SourceSpan span)
    {
        var (endLine, endColumn) = span.Source!.PositionOf(span.Start + span.Length);
        return new JsonObject
        {
            ["startLine"] = span.Line,
            ["startColumn"] = span.Column,
            ["endLine"] = endLine,
            ["endColumn"] = endColumn,
        };
    }
}
