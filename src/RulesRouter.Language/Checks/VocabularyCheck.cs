using System.Collections.Immutable;
using System.Text.RegularExpressions;
using RulesRouter.Catalog;
using RulesRouter.Constraints;
using RulesRouter.Diagnostics;
using RulesRouter.Obligations;
using RulesRouter.Policies;

namespace RulesRouter.Language.Checks;

/// <summary>
/// Warns of names that nothing else uses: kinds of redaction that are not known, and certifications, regions and service tiers that no
/// entry of the catalog has. A name is not checked where the catalog has none of its kind. A well-formed region is
/// accepted: a policy may allow one that no endpoint uses yet.
/// </summary>
internal sealed partial class VocabularyCheck : IPolicyCheck
{
    /// <summary>Tiers that policies may name before the catalog has an endpoint of them.</summary>
    private static readonly ImmutableArray<string> CommonTiers = ["batch", "flex", "priority", "standard"];

    public void Run(PolicySet policies, ModelCatalog catalog, DiagnosticBag diagnostics)
    {
        foreach (var rule in policies.Policies.SelectMany(policy => policy.Rules))
        {
            foreach (var clause in rule.Constraints)
            {
                if (clause.Value is ConstraintValue.Names names && KnownFor(clause.Definition.Name, catalog) is { IsEmpty: false } known)
                {
                    Report(names, known, clause.Span, $"no endpoint in the catalog has `{{0}}` (`{clause.Definition.Key}`)", diagnostics);
                }
            }

            foreach (var clause in rule.Obligations.Where(clause => clause.Definition is Redact))
            {
                if (clause.Value is ConstraintValue.Names kinds)
                {
                    Report(kinds, Redact.Kinds, clause.Span, "unknown kind of redaction `{0}`", diagnostics);
                }
            }
        }
    }

    /// <summary>Empty for constraints on other facts, and where the catalog states nothing.</summary>
    private static ImmutableSortedSet<string> KnownFor(string constraint, ModelCatalog catalog)
    {
        var values = constraint switch
        {
            "certifications" => catalog.Endpoints.SelectMany(endpoint => endpoint.Compliance.Certifications?.Value ?? []),
            "processingRegions.allow" =>
                catalog.Endpoints.SelectMany(endpoint => endpoint.Compliance.ProcessingRegions?.Value ?? []),
            "storageRegions.allow" => catalog.Endpoints.SelectMany(endpoint => endpoint.Compliance.StorageRegions?.Value ?? []),
            "regions.allow" => catalog.Endpoints.Select(endpoint => endpoint.Region).OfType<string>(),
            "serviceTiers.allow" => catalog.Endpoints.Select(endpoint => endpoint.ServiceTier).OfType<string>().Concat(CommonTiers),
            _ => [],
        };
        return values.ToImmutableSortedSet(StringComparer.Ordinal);
    }

    private static void Report(
        ConstraintValue.Names names,
        ImmutableSortedSet<string> known,
        Source.SourceSpan span,
        string message,
        DiagnosticBag diagnostics)
    {
        foreach (var name in names.Values.Where(name => !known.Contains(name) && !Region().IsMatch(name)))
        {
            diagnostics.Add(
                DeclarationDiagnostics.UnknownTerm,
                span,
                message.Replace("{0}", name, StringComparison.Ordinal),
                Suggestion.DidYouMean(name, known, $"known: {string.Join(", ", known.Take(12))}"));
        }
    }

    /// <summary>A continent or country with a point of the compass, such as eu-south or us-east-1.</summary>
    [GeneratedRegex(
        "^(af|ap|asia|au|ca|cn|eu|il|in|jp|me|mx|sa|uk|us)-((north|south)?(east|west)?|north|south|central)(-?[0-9])?$",
        RegexOptions.CultureInvariant)]
    private static partial Regex Region();
}
