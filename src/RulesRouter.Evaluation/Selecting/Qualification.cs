using System.Collections.Immutable;
using RulesRouter.Decisions;
using RulesRouter.Evaluation.Selecting.Demands;
using RulesRouter.Evaluation.Selecting.Endpoints;

namespace RulesRouter.Evaluation.Selecting;

/// <summary>Every endpoint of the catalog held to every demand. Who fails which is worked out only where somebody asks.</summary>
internal sealed class Qualification
{
    private readonly ImmutableArray<DemandCheck> checks;
    private readonly Candidate?[] candidates;
    private readonly EndpointBits?[] passes;
    private ImmutableArray<Candidate> qualified;

    public Qualification(Consideration on, ImmutableArray<DemandCheck> checks)
    {
        On = on;
        this.checks = checks;
        candidates = new Candidate?[on.View.Endpoints.Length];
        passes = new EndpointBits?[checks.Length];
        Passed = EndpointBits.All(Count);
        foreach (var check in checks)
        {
            check.Narrow(Passed, on);
        }
    }

    public Consideration On { get; }

    /// <summary>The endpoints that meet every demand.</summary>
    public EndpointBits Passed { get; }

    /// <summary>The same, as candidates, in the order of their ids.</summary>
    public ImmutableArray<Candidate> Qualified => qualified.IsDefault ? qualified = [.. Members(Passed).Select(index => this[index])] : qualified;

    public ImmutableArray<DemandCheck> Checks => checks;

    public Candidate this[int index] => candidates[index] ??= On.Consider(index);

    /// <summary>The candidate that became a hop.</summary>
    public Candidate CandidateOf(Hop hop)
    {
        for (var index = 0; index < Count; index++)
        {
            if (ReferenceEquals(On.View.Endpoints[index], hop.Endpoint))
            {
                return this[index];
            }
        }

        throw new ArgumentException($"`{hop.Endpoint.Id}` is not in the catalog");
    }

    /// <summary>Of the catalog.</summary>
    public int Count => candidates.Length;

    /// <summary>Each endpoint that is out, with the first demand it fails.</summary>
    public ImmutableArray<Exclusion> Exclusions()
    {
        var exclusions = ImmutableArray.CreateBuilder<Exclusion>();
        for (var index = 0; index < Count; index++)
        {
            if (!Passed[index])
            {
                var failed = FailedBy(index).First();
                exclusions.Add(new Exclusion(this[index].Endpoint, checks[failed].Demand, Read(failed, index)));
            }
        }

        return exclusions.ToImmutable();
    }

    public int RemovedBy(int check) => Count - Passes(check).Count();

    public IEnumerable<int> FailedBy(int candidate) => Enumerable.Range(0, checks.Length).Where(check => !Passes(check)[candidate]);

    /// <summary>An endpoint's side of a check, for the report.</summary>
    public string Read(int check, int candidate) => checks[check].Read(this[candidate], On);

    /// <summary>The indices of candidates that pass every check wanted.</summary>
    public IEnumerable<int> Passing(Func<int, bool> wanted)
    {
        var all = EndpointBits.All(Count);
        for (var check = 0; check < checks.Length; check++)
        {
            if (wanted(check))
            {
                all.And(Passes(check));
            }
        }

        return Members(all);
    }

    private EndpointBits Passes(int check)
    {
        if (passes[check] is not { } known)
        {
            known = EndpointBits.All(Count);
            checks[check].Narrow(known, On);
            passes[check] = known;
        }

        return known;
    }

    private static IEnumerable<int> Members(EndpointBits bits)
    {
        foreach (var index in bits)
        {
            yield return index;
        }
    }
}
