using System.Collections.Immutable;
using System.Diagnostics;
using RulesRouter.Catalog;
using RulesRouter.Constraints;
using RulesRouter.Policies.Conditions;
using RulesRouter.Requests;
using RulesRouter.Verification.Proving.Encoding;

namespace RulesRouter.Verification.Proving.Deciding;

/// <summary>
/// When an endpoint may be a hop: certain exclusions are clauses; what depends on more than rules, catalog and plain facts
/// is left free. Ranking and health are free too, so any endpoint that may be eligible may be any hop.
/// </summary>
internal sealed class EndpointEncoding(PolicyEncoding encoding)
{
    private readonly Solving.Circuit circuit = encoding.Space.Circuit;
    private readonly Dictionary<Policies.Selection, EndpointPattern[]> preferences = encoding.Policy.InSelectionOrder
        .Select(index => encoding.Policy.Rules[index].Rule.Selection!).Distinct()
        .ToDictionary(selection => selection, selection => Patterns(selection).Select(pattern => new EndpointPattern(pattern)).ToArray());

    public int MayBeEligible(EndpointAt state) => state.IsServed && state.Endpoint.AnswersChat
        ? circuit.And(RequiredConstraints(state).Concat(Preferred(state.Endpoint)).Concat(RequestLimits(state)))
        : circuit.False;

    /// <summary>Preferred constraints may be dropped, so only required ones exclude endpoints.</summary>
    private IEnumerable<int> RequiredConstraints(EndpointAt state) => encoding.Indices(rule => !rule.Rule.Constraints.IsEmpty)
        .SelectMany(
            index => encoding.Policy.Rules[index].Rule.Constraints.Select(clause => (clause, InForce: encoding.Requires(index, clause))))
        .Where(required => required.InForce != circuit.False && !state.MaySatisfy(required.clause.Definition, required.clause.Value))
        .Select(required => -required.InForce);

    private IEnumerable<int> Preferred(Endpoint endpoint) => encoding.Policy.InSelectionOrder
        .Where(index => preferences[encoding.Policy.Rules[index].Rule.Selection!] is { Length: > 0 } patterns
            && !patterns.Any(pattern => pattern.Matches(endpoint)))
        .Select(index => -encoding.Selects(index));

    /// <summary>Patterns of all arms of a split; an arm without patterns uses the selection's.</summary>
    private static IEnumerable<string> Patterns(Policies.Selection selection)
    {
        var arms = selection.Split?.Arms.Select(arm => arm.Prefer.IsEmpty ? selection.Prefer : arm.Prefer).ToList() ?? [selection.Prefer];
        return arms.Any(prefer => prefer.IsEmpty) ? [] : arms.SelectMany(prefer => prefer).Select(preference => preference.Pattern);
    }

    /// <summary>Limits and needs of the request itself.</summary>
    private IEnumerable<int> RequestLimits(EndpointAt state)
    {
        foreach (var definition in ConstraintTable.All.Where(definition => definition.IsSetByRequests))
        {
            var names = definition.RequestNeeds.IsEmpty ? [] : definition.Possible(state.Endpoint)?.Single().Names;
            foreach (var (need, _) in definition.RequestNeeds.Where(need => names?.Contains(need.Name) != true))
            {
                yield return -encoding.Space[FixedFacts.Definitions[need.Index]].Flag;
            }

            var best = definition.RequestSums.IsEmpty ? null : state.BestOf(definition);
            foreach (var sum in definition.RequestSums)
            {
                yield return circuit.Or(-encoding.Space.AreKnown(sum), Admits(definition, sum, best), MayClamp(sum));
            }
        }
    }

    /// <summary>A maximum of output that a request does not need excludes no endpoint.</summary>
    private int MayClamp(ImmutableArray<FactSlot> sum) => sum.Contains(FixedFacts.MaxOutputTokens)
        ? encoding.Space[FixedFacts.ClampsOutput.Definition].Flag
        : circuit.False;

    /// <summary>Literal that the best an endpoint can do satisfies a bound; a request asks nothing where a minimum is 0.</summary>
    private int Admits(ConstraintDefinition definition, ImmutableArray<FactSlot> sum, double? best) => definition.Kind switch
    {
        ConstraintKind.LowerBound => Compare(sum, NumberRelation.LessOrEqual, best ?? 0),
        ConstraintKind.UpperBound => best is { } least ? Compare(sum, NumberRelation.GreaterOrEqual, least) : circuit.False,
        _ => throw new UnreachableException($"{definition.Kind} is not a bound"),
    };

    private int Compare(ImmutableArray<FactSlot> sum, NumberRelation relation, double bound) =>
        encoding.Conditions.Encode(
            new Condition.CompareNumbers(RequestSum.TermOf(sum), relation, new NumberTerm.Literal(bound), default)).True;
}
