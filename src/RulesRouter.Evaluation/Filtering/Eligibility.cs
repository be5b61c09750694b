using System.Collections.Immutable;
using System.Runtime.InteropServices;
using RulesRouter.Decisions;
using RulesRouter.Evaluation.Endpoints;
using RulesRouter.Policies;

namespace RulesRouter.Evaluation.Filtering;

/// <summary>Which endpoints of the catalog pass every filter. Which filter excludes an endpoint is computed only on demand.</summary>
internal sealed class Eligibility
{
    /// <summary>A power of two.</summary>
    private const int Remembered = 8;

    private readonly EndpointFilters filters;
    private readonly Candidate?[] recent = new Candidate?[Remembered];
    private ImmutableArray<EndpointFilter> described;
    private EndpointBits?[]? passes;

    public Eligibility(Estimator estimator, EndpointFilters filters)
    {
        Estimator = estimator;
        this.filters = filters;
        Passed = filters.Passing(estimator);
    }

    public Estimator Estimator { get; }

    /// <summary>The endpoints that pass every filter.</summary>
    public EndpointBits Passed { get; }

    /// <summary>Their indices, in the order in which a selection takes those that rank equal.</summary>
    public ImmutableArray<int> InTieOrder(Selection selection)
    {
        var (all, count) = (new int[Passed.Count()], 0);
        foreach (var index in Estimator.View.PreferenceOf(selection).InTieOrder)
        {
            if (Passed[index])
            {
                all[count++] = index;
            }
        }

        return ImmutableCollectionsMarshal.AsImmutableArray(all);
    }

    public ImmutableArray<EndpointFilter> Filters => described.IsDefault ? described = filters.All() : described;

    /// <summary>Cached for the few candidates that become hops, so that each is estimated once.</summary>
    public Candidate this[int index]
    {
        get
        {
            ref var known = ref recent[index & (Remembered - 1)];
            if (known?.Index != index)
            {
                known = Estimator.CandidateAt(index);
            }

            return known;
        }
    }

    /// <summary>The candidate of a hop.</summary>
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
            if (ReferenceEquals(Estimator.View.Endpoints[index], hop.Endpoint))
            {
                return this[index];
            }
        }

        throw new ArgumentException($"`{hop.Endpoint.Id}` is not in the catalog");
    }

    /// <summary>Number of endpoints in the catalog.</summary>
    public int Count => Estimator.View.Endpoints.Length;

    /// <summary>Each excluded endpoint, with the first filter it fails.</summary>
    public ImmutableArray<Exclusion> Exclusions()
    {
        var exclusions = ImmutableArray.CreateBuilder<Exclusion>();
        for (var index = 0; index < Count; index++)
        {
            if (!Passed[index])
            {
                var failed = FailedBy(index).First();
                exclusions.Add(new Exclusion(this[index].Endpoint, Filters[failed].Constraint, Read(failed, index)));
            }
        }

        return exclusions.ToImmutable();
    }

    public int RemovedBy(int check) => Count - Passes(check).Count();

    public IEnumerable<int> FailedBy(int candidate) => Enumerable.Range(0, Filters.Length).Where(check => !Passes(check)[candidate]);

    /// <summary>The value that a filter reads from an endpoint, as a string.</summary>
    public string Read(int check, int candidate) => Filters[check].Read(this[candidate], Estimator);

    /// <summary>The indices of endpoints that pass the given filters.</summary>
    public IEnumerable<int> Passing(Func<int, bool> wanted)
    {
        var all = EndpointBits.All(Count);
        for (var check = 0; check < Filters.Length; check++)
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
        passes ??= new EndpointBits?[Filters.Length];
        if (passes[check] is not { } known)
        {
            known = EndpointBits.All(Count);
            Filters[check].Narrow(known, Estimator);
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
