using System.Collections.Immutable;
using RulesRouter.Decisions;
using RulesRouter.Evaluation.Selecting.Demands;
using RulesRouter.Evaluation.Selecting.Endpoints;

namespace RulesRouter.Evaluation.Selecting;

/// <summary>Every endpoint of the catalog held to every demand. Who fails which is worked out only where somebody asks.</summary>
internal sealed class Qualification
{
    /// <summary>A power of two.</summary>
    private const int Remembered = 8;

    private readonly EndpointDemands demands;
    private readonly Candidate?[] recent = new Candidate?[Remembered];
    private ImmutableArray<DemandCheck> checks;
    private EndpointBits?[]? passes;
    private ImmutableArray<Candidate> qualified;

    public Qualification(Consideration on, EndpointDemands demands)
    {
        On = on;
        this.demands = demands;
        Passed = demands.Meeting(on);
    }

    public Consideration On { get; }

    /// <summary>The endpoints that meet every demand.</summary>
    public EndpointBits Passed { get; }

    /// <summary>The same, as candidates, in the order of their ids.</summary>
    public ImmutableArray<Candidate> Qualified
    {
        get
        {
            if (qualified.IsDefault)
            {
                var all = ImmutableArray.CreateBuilder<Candidate>(Passed.Count());
                foreach (var index in Passed)
                {
                    all.Add(On.Consider(index));
                }

                qualified = all.MoveToImmutable();
            }

            return qualified;
        }
    }

    public ImmutableArray<DemandCheck> Checks => checks.IsDefault ? checks = demands.Checks() : checks;

    /// <summary>The few that become hops are asked for again and again, and have estimated already.</summary>
    public Candidate this[int index]
    {
        get
        {
            ref var known = ref recent[index & (Remembered - 1)];
            if (known?.Index != index)
            {
                known = On.Consider(index);
            }

            return known;
        }
    }

    /// <summary>The candidate that became a hop.</summary>
    public Candidate CandidateOf(Hop hop)
    {
        foreach (var candidate in recent)
        {
            if (ReferenceEquals(candidate?.Endpoint, hop.Endpoint))
            {
                return candidate!;
            }
        }

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
    public int Count => On.View.Endpoints.Length;

    /// <summary>Each endpoint that is out, with the first demand it fails.</summary>
    public ImmutableArray<Exclusion> Exclusions()
    {
        var exclusions = ImmutableArray.CreateBuilder<Exclusion>();
        for (var index = 0; index < Count; index++)
        {
            if (!Passed[index])
            {
                var failed = FailedBy(index).First();
                exclusions.Add(new Exclusion(this[index].Endpoint, Checks[failed].Demand, Read(failed, index)));
            }
        }

        return exclusions.ToImmutable();
    }

    public int RemovedBy(int check) => Count - Passes(check).Count();

    public IEnumerable<int> FailedBy(int candidate) => Enumerable.Range(0, Checks.Length).Where(check => !Passes(check)[candidate]);

    /// <summary>An endpoint's side of a check, for the report.</summary>
    public string Read(int check, int candidate) => Checks[check].Read(this[candidate], On);

    /// <summary>The indices of candidates that pass every check wanted.</summary>
    public IEnumerable<int> Passing(Func<int, bool> wanted)
    {
        var all = EndpointBits.All(Count);
        for (var check = 0; check < Checks.Length; check++)
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
        passes ??= new EndpointBits?[Checks.Length];
        if (passes[check] is not { } known)
        {
            known = EndpointBits.All(Count);
            Checks[check].Narrow(known, On);
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
