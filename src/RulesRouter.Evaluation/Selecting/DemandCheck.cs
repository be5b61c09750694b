using System.Collections.Immutable;
using RulesRouter.Decisions;
using RulesRouter.Evaluation.Expressions;
using RulesRouter.Policies;
using RulesRouter.Requests;

namespace RulesRouter.Evaluation.Selecting;

/// <summary>A demand with the way to test an endpoint for it.</summary>
/// <param name="Read">The endpoint's side, for the report.</param>
/// <param name="Row">The combined constraint behind it; null for the checks every request makes.</param>
internal sealed record DemandCheck(Demand Demand, Func<Candidate, bool> Holds, Func<Candidate, string> Read, CombinedConstraint? Row = null)
{
    private static readonly ImmutableSortedSet<string> FromService = ImmutableSortedSet.Create(StringComparer.Ordinal, "service");
    private static readonly ImmutableSortedSet<string> FromRequest = ImmutableSortedSet.Create(StringComparer.Ordinal, RequestDemands.Source);

    /// <summary>In the order exclusions are attributed: rules first, as they are what an author can change.</summary>
    public static ImmutableArray<DemandCheck> All(ConstraintSet constraints, CompiledRule selecting, DecisionRequest request, RouterState state, Consideration on) =>
    [
        .. constraints.Rows.Select(row => Constraint(row, on)),
        Preferred(selecting),
        Served(on),
        Healthy(state),
        .. Tried(selecting, request),
    ];

    private static DemandCheck Constraint(CombinedConstraint row, Consideration on) => new(
        new Demand(row.Definition.Name, InWords(row), row.From),
        candidate => FactReader.Read(row.Definition, candidate, on).Satisfies(row.Definition, row.Value),
        candidate => FactReader.Read(row.Definition, candidate, on).ToString(),
        row);

    private static DemandCheck Preferred(CompiledRule selecting)
    {
        var selection = selecting.Rule.Selection!;
        var from = ImmutableSortedSet.Create(StringComparer.Ordinal, selecting.QualifiedId);
        var patterns = selection.Prefer.Select(preference => new Catalog.EndpointPattern(preference.Pattern)).ToImmutableArray();
        return new(
            new Demand("preferred", patterns.IsEmpty ? "any endpoint" : string.Join(" or ", selection.Prefer.Select(preference => preference.Pattern)), from),
            candidate => patterns.IsEmpty || patterns.Any(pattern => pattern.Matches(candidate.Endpoint)),
            candidate => candidate.Endpoint.Id);
    }

    private static DemandCheck Served(Consideration on) => new(
        new Demand("served", "released and not retired", FromService),
        candidate => candidate.Endpoint.IsServed(on.Today),
        candidate => candidate.Endpoint.IsRetired(on.Today) ? $"retired on {candidate.Endpoint.RetiresOn:yyyy-MM-dd}" : $"released on {candidate.Endpoint.ReleasedOn:yyyy-MM-dd}");

    private static DemandCheck Healthy(RouterState state) => new(
        new Demand("healthy", "answering", FromService),
        candidate => state.Down.IsEmpty || !(state.Down.Contains(candidate.Endpoint.Id) || state.Down.Contains(candidate.Endpoint.Provider.Id) || state.Down.Contains(candidate.Endpoint.FailureDomain)),
        _ => "down");

    private static IEnumerable<DemandCheck> Tried(CompiledRule selecting, DecisionRequest request)
    {
        if (request.Attempts.IsEmpty)
        {
            yield break;
        }

        var tried = request.Attempts.Select(attempt => attempt.Endpoint).ToHashSet(StringComparer.Ordinal);
        var fallback = selecting.Rule.Selection!.Fallback;
        var last = request.Attempts[^1].Failed;
        var goesOn = last != FailureClass.InvalidRequest && (last.IsAvailability() || fallback.On.Contains(last));
        yield return new(new Demand("untried", "not tried in this chain", FromRequest), candidate => !tried.Contains(candidate.Endpoint.Id), _ => "tried");
        yield return new(
            new Demand("retriable", $"a failure the chain goes on after, not {FailureClasses.NameOf(last)}", FromRequest),
            _ => goesOn,
            _ => FailureClasses.NameOf(last));
        yield return new(
            new Demand("hopsLeft", $"at most {fallback.Max + 1} hops", FromRequest),
            _ => request.Attempts.Length <= fallback.Max,
            _ => $"{request.Attempts.Length} tried");
    }

    private static string InWords(CombinedConstraint row) => row.Definition.Kind switch
    {
        ConstraintKind.UpperBound => $"at most {row.Value} {row.Definition.Unit}",
        ConstraintKind.LowerBound => $"at least {row.Value} {row.Definition.Unit}",
        ConstraintKind.MustHaveAll => $"all of {row.Value}",
        ConstraintKind.AllowedSet => $"within {row.Value}",
        ConstraintKind.ForbiddenSet => $"none of {row.Value}",
        _ => $"{row.Value}",
    };
}
