using System.Collections.Immutable;
using RulesRouter.Diagnostics;
using RulesRouter.Language.Deprecations;
using RulesRouter.Language.Schemas;
using RulesRouter.Language.Yaml;

namespace RulesRouter.Language;

/// <summary>Files → documents of a known kind that were checked against its schema.</summary>
internal static class PolicyDocuments
{
    /// <summary>Schema name by kind.</summary>
    private static readonly ImmutableSortedDictionary<string, string> SchemaOfKind =
        ImmutableSortedDictionary.CreateRange(StringComparer.Ordinal, new Dictionary<string, string>
        {
            ["RoutingPolicy"] = "routing-policy",
            ["Catalog"] = "catalog",
            ["Parameters"] = "parameters",
            ["PolicyTest"] = "policy-test",
        });

    /// <summary>
    /// In the order of paths. The first schema takes longest, since its reader learns its own types, so it is read beside the files.
    /// </summary>
    /// <param name="before">Of the last load: clean documents of unchanged files are used as they are.</param>
    public static ImmutableArray<PolicyDocument> Read(
        IEnumerable<PolicyFile> files,
        int threads,
        DiagnosticBag diagnostics,
        ImmutableArray<PolicyDocument> before)
    {
        var known = before.Where(document => document.IsClean)
            .DistinctBy(document => document.File.Path)
            .ToDictionary(document => document.File.Path, StringComparer.Ordinal);
        var schema = threads > 1 ? SeveralThreads.OnItsOwn(() => DocumentSchema.Parse(SchemaOfKind["Catalog"])) : Task.CompletedTask;
        var ordered = files.OrderBy(file => file.Path, StringComparer.Ordinal).ToArray();
        var documents = SeveralThreads.Run(ordered, ReadChanged, threads, diagnostics).OfType<PolicyDocument>().ToArray();
        schema.GetAwaiter().GetResult();
        return [.. SeveralThreads.Run(documents, Check, threads, diagnostics).OfType<PolicyDocument>()];

        PolicyDocument? ReadChanged(PolicyFile file, DiagnosticBag found) =>
            known.TryGetValue(file.Path, out var document) && document.File.HasSameContent(file) ? document : Read(file, found);
    }

    private static PolicyDocument Check(PolicyDocument document, DiagnosticBag diagnostics)
    {
        if (document.IsClean)
        {
            return document;
        }

        SchemaCheck.Run(document.Root, SchemaOfKind[document.Kind], diagnostics);
        return document with { IsClean = !document.HasFindings && diagnostics.IsEmpty };
    }

    /// <summary>The document of one file. Null where its document cannot be used and an error was reported.</summary>
    private static PolicyDocument? Read(PolicyFile file, DiagnosticBag diagnostics)
    {
        if (PolicyFileReader.Read(file, diagnostics) is not { } root)
        {
            return null;
        }

        var mapping = root is YamlMapping written ? DeprecatedSpellings.Rewrite(written, diagnostics) : null;
        if (mapping is null || KindOf(mapping, diagnostics) is not { } kind)
        {
            if (mapping is null)
            {
                diagnostics.Add(
                    SchemaDiagnostics.UnknownKind,
                    root.Span,
                    "the document is not an object",
                    "start it with `apiVersion: rulesrouter/v1` and `kind:`");
            }

            return null;
        }

        if (file.Kind is { } only && kind != only)
        {
            diagnostics.Add(
                SchemaDiagnostics.UnknownKind,
                mapping["kind"]!.Span,
                $"expected a document of kind {only}, found {kind}",
                "pass it with the policies, or pass another file");
            return null;
        }

        return new PolicyDocument(file, kind, mapping) { HasFindings = !diagnostics.IsEmpty };
    }

    private static string? KindOf(YamlMapping root, DiagnosticBag diagnostics)
    {
        var start = root.Span with { Length = 0 };
        if (root["apiVersion"] is YamlScalar version && version.Text != PolicyLoader.ApiVersion)
        {
            diagnostics.Add(
                SchemaDiagnostics.UnknownKind,
                version.Span,
                $"unknown version `{version.Text}`",
                $"the supported version is {PolicyLoader.ApiVersion}");
            return null;
        }

        if (root["kind"] is not YamlScalar kind)
        {
            diagnostics.Add(
                SchemaDiagnostics.UnknownKind,
                start,
                "`kind` is missing",
                $"valid kinds: {string.Join(", ", SchemaOfKind.Keys)}");
            return null;
        }

        if (SchemaOfKind.ContainsKey(kind.Text))
        {
            return kind.Text;
        }

        diagnostics.Add(
            SchemaDiagnostics.UnknownKind,
            kind.Span,
            $"unknown kind `{kind.Text}`",
            Suggestion.DidYouMean(kind.Text, SchemaOfKind.Keys, $"valid kinds: {string.Join(", ", SchemaOfKind.Keys)}"));
        return null;
    }
}
