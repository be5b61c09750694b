using System.Collections.Immutable;
using RulesRouter.Catalog;
using RulesRouter.Diagnostics;
using RulesRouter.Language.Yaml;
using RulesRouter.Policies;

namespace RulesRouter.Language;

/// <summary>What a folder of files says. With errors among the diagnostics it is what could still be read: good for finding more errors, not for deciding.</summary>
/// <param name="ContentDigest">SHA-256 over policy and catalog files, line feeds normalised, in path order.</param>
/// <param name="Tests">Documents of kind PolicyTest, not read further here.</param>
public sealed record LoadResult(
    PolicySet Policies,
    ModelCatalog Catalog,
    ImmutableArray<Diagnostic> Diagnostics,
    string ContentDigest,
    ImmutableArray<TestDocument> Tests)
{
    public bool HasErrors => Diagnostics.Any(diagnostic => diagnostic.IsError);
}

/// <summary>A document of kind PolicyTest that fits its schema.</summary>
public sealed record TestDocument(string Path, YamlMapping Root);
