using System.Collections.Immutable;
using RulesRouter.Catalog;
using RulesRouter.Constraints;
using RulesRouter.Diagnostics;
using RulesRouter.Evaluation.Compiling;
using RulesRouter.Evaluation.Compiling.Expressions;
using RulesRouter.Obligations;
using RulesRouter.Policies.Conditions;
using RulesRouter.Requests;

namespace RulesRouter.Verification.Properties;

/// <summary>
/// Reports names in clauses that no decision can contain: a comparison with an unknown endpoint, provider, certification or kind of
/// redaction is decided before any request is.
/// </summary>
internal sealed class KnownNames
{
    /// <summary>Kinds of redaction that a property may name although no rule of the policy obliges them.</summary>
    private static readonly string[] UsualKinds = ["secrets", "personal-data"];

    private readonly Dictionary<string, ImmutableSortedSet<string>> names = new(StringComparer.Ordinal);
    private readonly ImmutableSortedDictionary<string, string> modelsBySpelling;
    private readonly bool isEmpty;

    public KnownNames(CompiledPolicy policy, CatalogVocabulary vocabulary)
    {
        isEmpty = vocabulary.IsEmpty;
        modelsBySpelling = vocabulary.ModelsBySpelling;
        names["endpoint"] = names["session.lastEndpoint"] = vocabulary.Endpoints;
        names["model"] = vocabulary.Models;
        names["provider"] = vocabulary.Providers;
        names["region"] = vocabulary.Regions;
        names["serviceTier"] = vocabulary.ServiceTiers;
        names["failureDomain"] = vocabulary.FailureDomains;
        names["certifications"] = vocabulary.Certifications;
        names["processingRegions"] = vocabulary.ProcessingRegions;
        names["storageRegions"] = vocabulary.StorageRegions;
        names["capabilities"] = Set(ConstraintTable.Of<RequiredCapabilities>().RequestNeeds.Select(need => need.Name));
        names[DecisionFacts.SelectedBy] = Set(policy.Rules.Where(rule => rule.Rule.Selection is not null).Select(rule => rule.QualifiedId));
        var redacted = policy.Rules.SelectMany(rule => rule.Rule.Obligations).Where(clause => clause.Definition is Redact)
            .SelectMany(clause => ((ConstraintValue.Names)clause.Value).Values);
        names[DecisionFacts.NameOf(ObligationTable.Of<Redact>())] = Set(redacted.Concat(UsualKinds));
    }

    public void Check(Condition condition, FactSchema schema, DiagnosticBag diagnostics)
    {
        switch (condition)
        {
            case Condition.All all:
                all.Operands.ToList().ForEach(operand => Check(operand, schema, diagnostics));
                break;
            case Condition.Any any:
                any.Operands.ToList().ForEach(operand => Check(operand, schema, diagnostics));
                break;
            case Condition.Not not:
                Check(not.Operand, schema, diagnostics);
                break;
            case Condition.SetHolds set when Known(schema[set.Fact].Name) is { } known && !known.Contains(set.Member):
                Report(condition, schema, set.Member, known, diagnostics);
                break;
            case Condition.OneOf { Text: StringTerm.Fact fact } oneOf when Known(schema[fact.Slot].Name) is { } known:
                oneOf.Values.Where(value => !known.Contains(value)).ToList()
                    .ForEach(value => Report(condition, schema, value, known, diagnostics));
                break;
            case Condition.TestString { Text: StringTerm.Fact fact } test
                when Known(schema[fact.Slot].Name) is { } known && !known.Any(name => Holds(name, test)):
                Report(condition, schema, test.Part, known, diagnostics);
                break;
        }
    }

    private ImmutableSortedSet<string>? Known(string fact) => isEmpty ? null : names.GetValueOrDefault(fact);

    private static bool Holds(string name, Condition.TestString test) => test.Test switch
    {
        StringTest.StartsWith => name.StartsWith(test.Part, StringComparison.Ordinal),
        StringTest.EndsWith => name.EndsWith(test.Part, StringComparison.Ordinal),
        StringTest.Contains => name.Contains(test.Part, StringComparison.Ordinal),
    };

    private void Report(Condition leaf, FactSchema schema, string name, ImmutableSortedSet<string> known, DiagnosticBag diagnostics)
    {
        var fact = schema[ConditionFacts.Of(leaf).First()].Name;
        diagnostics.Add(
            SuiteDiagnostics.UnknownName,
            leaf.Span,
            $"`{fact}` is never \"{name}\"",
            fact == "model" && modelsBySpelling.TryGetValue(name, out var id)
                ? $"the catalog calls this model `{id}`"
                : Suggestion.DidYouMean(name, known, ListOf(known)));
    }

    private static string ListOf(ImmutableSortedSet<string> known) => known.IsEmpty
        ? "the policy and the catalog contain no such name"
        : $"known are {string.Join(", ", known.Take(10))}{(known.Count > 10 ? $" and {known.Count - 10} more" : "")}";

    private static ImmutableSortedSet<string> Set(IEnumerable<string> names) => names.ToImmutableSortedSet(StringComparer.Ordinal);
}
