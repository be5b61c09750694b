using System.Collections;
using System.Collections.Immutable;
using RulesRouter.Decisions;

namespace RulesRouter.Evaluation.Selecting;

/// <summary>Every endpoint of the catalog held to every demand.</summary>
internal sealed class Qualification
{
    private readonly ImmutableArray<Candidate> candidates;
    private readonly ImmutableArray<DemandCheck> checks;
    private readonly BitArray[] passes;

    public Qualification(ImmutableArray<Candidate> candidates, ImmutableArray<DemandCheck> checks)
    {
        this.candidates = candidates;
        this.checks = checks;
        passes = [.. checks.Select(check => new BitArray([.. candidates.Select(check.Holds)]))];
        Qualified = [.. Passing(_ => true).Select(index => candidates[index])];
    }

    public ImmutableArray<Candidate> Qualified { get; }

    public ImmutableArray<DemandCheck> Checks => checks;

    /// <summary>Each endpoint that is out, with the first demand it fails.</summary>
    public ImmutableArray<Exclusion> Exclusions()
    {
        var exclusions = ImmutableArray.CreateBuilder<Exclusion>();
        for (var index = 0; index < candidates.Length; index++)
        {
            var failed = Enumerable.Range(0, checks.Length).FirstOrDefault(check => !passes[check][index], -1);
            if (failed >= 0)
            {
                exclusions.Add(new Exclusion(candidates[index].Endpoint, checks[failed].Demand, checks[failed].Read(candidates[index])));
            }
        }

        return exclusions.ToImmutable();
    }

    public int RemovedBy(int check) => passes[check].Cast<bool>().Count(passed => !passed);

    public IEnumerable<int> FailedBy(int candidate) => Enumerable.Range(0, checks.Length).Where(check => !passes[check][candidate]);

    public Candidate this[int index] => candidates[index];

    public int Count => candidates.Length;

    /// <summary>The indices of candidates that pass every check wanted.</summary>
    public IEnumerable<int> Passing(Func<int, bool> wanted)
    {
        var all = new BitArray(candidates.Length, true);
        for (var check = 0; check < checks.Length; check++)
        {
            if (wanted(check))
            {
                all.And(passes[check]);
            }
        }

        return Enumerable.Range(0, candidates.Length).Where(index => all[index]);
    }
}
