using System.Collections.Immutable;
using System.Text;
using RulesRouter.Diagnostics;
using RulesRouter.Formats;
using RulesRouter.Language.Binding;
using RulesRouter.Language.Checks;
using RulesRouter.Policies;

namespace RulesRouter.Language;

/// <summary>Files → policies, catalog and every diagnostic about them, in one run.</summary>
internal static class PolicyLoader
{
    public const string ApiVersion = "rulesrouter/v1";

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
        new IntentCheck(),
        new ScriptCheck(),
        new ParameterCheck(),
        new WaiverCheck(),
        new BudgetCheck(),
        new DifficultyGroupCheck(),
        new PromptStorageCheck(),
        new AliasCheck(),
        new CatalogCheck(),
        new VocabularyCheck(),
        new SatisfiableCheck(),
    ];

    /// <param name="threads">Number of threads that read files.</param>
    /// <param name="before">The last load: what it read of unchanged files is used again.</param>
    public static LoadResult Load(IEnumerable<PolicyFile> files, int threads = 1, LoadResult? before = null)
    {
        var diagnostics = new DiagnosticBag();
        var documents = PolicyDocuments.Read(files, threads, diagnostics, before?.Documents ?? []);
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
        var bound = BoundCatalog.Of([.. documents.Where(document => document.Kind == "Catalog")], before?.Catalogs);
        diagnostics.AddRange(bound.Diagnostics);
        var catalog = bound.Catalog;
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
            ])
        {
            Documents = documents,
            Catalogs = bound,
        };
    }

    /// <summary>By the path below the folder; files of several folders may share it, and then their contents order them.</summary>
    private static string Digest(IEnumerable<PolicyFile> files) => Sha256.Digest(files
        .Select(file => (Path: file.RelativePath, Content: LineFeeds.Normalised(file.Content)))
        .OrderBy(file => file.Path, StringComparer.Ordinal)
        .ThenBy(file => file.Content, Comparer<ReadOnlyMemory<byte>>.Create(CompareText))
        .SelectMany<(string Path, ReadOnlyMemory<byte> Content), ReadOnlyMemory<byte>>(file =>
        [
            Encoding.UTF8.GetBytes($"{file.Path.Length} {Encoding.UTF8.GetCharCount(file.Content.Span)}\n{file.Path}\n"),
            file.Content,
        ]));

    private static int CompareText(ReadOnlyMemory<byte> left, ReadOnlyMemory<byte> right) =>
        string.CompareOrdinal(Encoding.UTF8.GetString(left.Span), Encoding.UTF8.GetString(right.Span));
}
