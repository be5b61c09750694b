using System.Collections.Immutable;
using RulesRouter.Diagnostics;
using RulesRouter.Language.Schemas;
using RulesRouter.Language.Yaml;
using RulesRouter.Source;

namespace RulesRouter.Language.Settings;

/// <summary>A file of kind ServiceSettings: the settings of <c>serve</c>.</summary>
internal static class SettingsFile
{
    private const string Schema = "service-settings";

    /// <summary>The settings of a file that match the schema; the diagnostics name the others.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public static ImmutableArray<WrittenSetting> Read(string path, DiagnosticBag diagnostics)
    {
        if (Directory.Exists(path))
        {
            throw new IOException($"`{path}` is a folder; expected one file of kind ServiceSettings");
        }

        var root = PolicyFileReader.Read(PolicyDirectory.Read(path).Single(), diagnostics);
        if (root is not YamlMapping document)
        {
            if (!diagnostics.HasErrors)
            {
                diagnostics.Add(
                    SchemaDiagnostics.UnknownKind,
                    root?.Span ?? new SourceSpan(new SourceFile(path, ""), 0, 0),
                    root is null ? "the file is empty" : "the document is not an object",
                    $"start it with `apiVersion: {PolicyLoader.ApiVersion}` and `kind: ServiceSettings`");
            }

            return [];
        }

        SchemaCheck.Run(document, Schema, diagnostics);
        var errors = diagnostics.Sorted();
        return document["spec"] is YamlMapping spec
            ? [.. spec.Entries.Where(entry => !errors.Any(error => IsIn(error.Span, entry))).Select(Setting)]
            : [];
    }

    private static bool IsIn(SourceSpan place, YamlEntry entry) =>
        place.Start >= entry.Key.Span.Start && place.Start <= entry.Value.Span.Start + entry.Value.Span.Length;

    private static WrittenSetting Setting(YamlEntry entry) => new(entry.Key.Text, entry.Key.Span, Values(entry.Value));

    private static ImmutableArray<WrittenValue> Values(YamlNode node) => node is YamlSequence list
        ? [.. list.Items.OfType<YamlScalar>().Select(Value)]
        : [Value((YamlScalar)node)];

    private static WrittenValue Value(YamlScalar scalar) => new(scalar.Text, scalar.Span);
}
