using System.Collections.Immutable;
using System.Text;
using RulesRouter.Diagnostics;
using RulesRouter.Formats;
using RulesRouter.Language.Binding;
using RulesRouter.Language.Checks;
using RulesRouter.Language.Deprecations;
using RulesRouter.Language.Schemas;
using RulesRouter.Language.Yaml;
using RulesRouter.Policies;

namespace RulesRouter.Language;

/// <summary>Files → policies, catalog and every diagnostic about them, in one run.</summary>
internal static class PolicyLoader
{
    public const string ApiVersion = "rulesrouter/v1";

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
    /// The checks, ordered so that each may rely on the ones before it: names first, since everything refers by name; inheritance next,
    /// since attributes, lets and rule ids are looked up in the layers it produces; the catalog last, since only complete policies are
    /// checked against it.
    /// </summary>
    private static readonly ImmutableArray<IPolicyCheck> Checks =
    [
        new PolicyNameCheck(),
        new InheritanceCheck(),
        new DefaultRuleCheck(),
        new RuleIdCheck(),
        new DeclarationCheck(),
        new ScriptCheck(),
        new ParameterCheck(),
        new WaiverCheck(),
        new PromptStorageCheck(),
        new AliasCheck(),
        new CatalogCheck(),
        new VocabularyCheck(),
        new SatisfiableCheck(),
    ];

    public static LoadResult Load(IEnumerable<PolicyFile> files)
    {
        var diagnostics = new DiagnosticBag();
        var ordered = files.OrderBy(file => file.Path, StringComparer.Ordinal).ToList();
        var documents = ordered.Select(file => Read(file, diagnostics)).OfType<(PolicyFile File, string Kind, YamlMapping Root)>().ToList();
        var binder = new PolicyBinder(diagnostics);
        var policies = new PolicySet(
            documents.Where(
                document => document.Kind == "RoutingPolicy").Select(document => binder.Bind(document.Root)).OfType<RoutingPolicy>())
        {
            Overrides =
            [
                .. documents
                .Where(document => document.Kind == "Parameters")
                .SelectMany(document => ParameterBinder.Overrides(document.File.Path, document.Root)),
            ],
        };
        var catalog = CatalogBinder.Bind(
            [.. documents.Where(document => document.Kind == "Catalog").Select(document => document.Root)],
            diagnostics);
        foreach (var check in Checks)
        {
            check.Run(policies, catalog, diagnostics);
        }

        return new LoadResult(
            policies,
            catalog,
            diagnostics.Sorted(),
            Digest(documents.Where(document => document.Kind != "PolicyTest").Select(document => document.File)),
            [
                .. documents
                .Where(document => document.Kind == "PolicyTest")
                .Select(document => new TestDocument(document.File.Path, document.Root)),
            ]);
    }

    private static (PolicyFile, string, YamlMapping)? Read(PolicyFile file, DiagnosticBag diagnostics)
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

        SchemaCheck.Run(mapping, SchemaOfKind[kind], diagnostics);
        return (file, kind, mapping);
    }

    private static string? KindOf(YamlMapping root, DiagnosticBag diagnostics)
    {
        var start = root.Span with { Length = 0 };
        if (root["apiVersion"] is YamlScalar version && version.Text != ApiVersion)
        {
            diagnostics.Add(
                SchemaDiagnostics.UnknownKind,
                version.Span,
                $"unknown version `{version.Text}`",
                $"the supported version is {ApiVersion}");
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

    /// <summary>By the path below the folder; files of several folders may share it, and then their contents order them.</summary>
    private static string Digest(IEnumerable<PolicyFile> files) => Sha256.Digest(files
        .Select(file => (Path: file.RelativePath, Text: WithLineFeeds(file.Content)))
        .OrderBy(file => file.Path, StringComparer.Ordinal)
        .ThenBy(file => file.Text, StringComparer.Ordinal)
        .Select(file => (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes($"{file.Path.Length} {file.Text.Length}\n{file.Path}\n{file.Text}")));

    private static string WithLineFeeds(ReadOnlyMemory<byte> content) =>
        Encoding.UTF8.GetString(content.Span).Replace("\r\n", "\n", StringComparison.Ordinal);
}
