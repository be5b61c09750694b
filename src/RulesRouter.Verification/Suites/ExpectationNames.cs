using System.Diagnostics;
using RulesRouter.Catalog;
using RulesRouter.Constraints;
using RulesRouter.Diagnostics;
using RulesRouter.Evaluation.Compiling;
using RulesRouter.Language.Yaml;
using RulesRouter.Obligations;

namespace RulesRouter.Verification.Suites;

/// <summary>Reports parts of cases that check nothing: patterns that match no endpoint, names that nothing has, empty lists.</summary>
internal sealed class ExpectationNames(
    CompiledPolicy policy,
    ModelCatalog catalog,
    CatalogVocabulary vocabulary,
    DiagnosticBag diagnostics)
{
    private static readonly string[] Patterns = ["chosen", "notChosen", "everyHop", "noHop", "fallsBackTo", "chain", "shadow"];

    /// <summary>Lists that check nothing if empty. Empty constraints, obligations, waivers and `givenUp` mean "none".</summary>
    private static readonly string[] NeverEmpty = ["chain", "matched", "notMatched", "reasons", "emptiedBy", "holds"];

    private const string ListsCatalog = "`rulesrouter catalog show` lists the catalog";

    public void Check(YamlMapping expect)
    {
        foreach (var key in NeverEmpty.Where(key => expect[key] is YamlSequence { Items.IsEmpty: true }))
        {
            diagnostics.Add(
                SuiteDiagnostics.ChecksNothing,
                expect[key]!.Span,
                $"`{key}` is empty and checks nothing",
                key == "chain" ? "write `outcome: denied`, or list a pattern for each hop" : "list what to check, or remove it");
        }

        foreach (var pattern in Patterns.SelectMany(key => Scalars(expect[key])).Where(pattern => pattern.Text != "none"))
        {
            if (!vocabulary.IsEmpty && !catalog.Matching(new EndpointPattern(pattern.Text)).Any())
            {
                // A pattern may be about endpoints of a later catalog, an id is not.
                var code = pattern.Text.Contains('*') ? SuiteDiagnostics.UnmatchedPattern : SuiteDiagnostics.UnknownName;
                Report(code, pattern, $"`{pattern.Text}` matches no endpoint of the catalog", vocabulary.Endpoints, ListsCatalog);
            }
        }

        Check("constraints", expect["constraints"], ConstraintTable.All.Select(definition => definition.Name));
        Check("givenUp", expect["givenUp"], ConstraintTable.All.Select(definition => definition.Name));
        Check("obligations", expect["obligations"], ObligationTable.All.Select(definition => definition.Name));
        Check("waivers", expect["waivers"], policy.Waivers.Select(waiver => waiver.Waiver.QualifiedId));
        var arms = policy.Rules.SelectMany(rule => rule.Rule.Selection?.Split?.Arms ?? []).Select(arm => arm.Name);
        Check("arm", expect["arm"], arms.Append("none"));
    }

    /// <param name="down">Endpoints, providers and failure domains that a case takes down.</param>
    public void CheckDown(YamlNode? down)
    {
        foreach (var name in Scalars(down).Where(name => !vocabulary.IsEmpty && !vocabulary.CanBeDown(name.Text)))
        {
            Report(
                SuiteDiagnostics.UnknownName,
                name,
                $"no endpoint, provider or failure domain is named `{name.Text}`",
                vocabulary.Endpoints.Union(vocabulary.Providers).Union(vocabulary.FailureDomains),
                ListsCatalog);
        }
    }

    /// <param name="budgets">Budgets whose state a case sets.</param>
    public void CheckBudgets(YamlNode? budgets) =>
        Check("budgets", budgets, policy.Budgets.Select(one => one.Budget.Id));

    private void Check(string what, YamlNode? node, IEnumerable<string> known)
    {
        var names = known.Distinct(StringComparer.Ordinal).ToList();
        foreach (var name in Names(node).Where(name => !names.Contains(name.Text)))
        {
            var list = names.Count is > 0 and <= 12 ? $"known are {string.Join(", ", names)}" : "";
            Report(SuiteDiagnostics.UnknownName, name, $"unknown name `{name.Text}` in `{what}`", names, list);
        }
    }

    private void Report(DiagnosticCode code, YamlScalar name, string message, IEnumerable<string> known, string otherwise) =>
        diagnostics.Add(code, name.Span, message, Suggestion.DidYouMean(name.Text, known, otherwise));

    private static IEnumerable<YamlScalar> Names(YamlNode? node) =>
        node is YamlMapping mapping ? mapping.Entries.Select(entry => entry.Key) : Scalars(node);

    private static IEnumerable<YamlScalar> Scalars(YamlNode? node) => node switch
    {
        YamlScalar scalar => [scalar],
        YamlSequence list => list.Items.OfType<YamlScalar>(),
        YamlMapping or null => [],
        _ => throw new UnreachableException(),
    };
}
