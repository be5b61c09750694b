using System.Collections.Immutable;
using RulesRouter.Evaluation.Compiling;
using RulesRouter.Policies.Conditions;
using RulesRouter.Verification.Witnesses;

namespace RulesRouter.Verification.Sampling;

/// <summary>
/// Looks for a request that demonstrates something among known requests, then among random ones, which it shrinks. The same requests every
/// time.
/// </summary>
internal static class SampleSearch
{
    private const int MaxShrinkSteps = 500;

    /// <param name="towards">Conditions on requests that draws try to satisfy.</param>
    /// <param name="shows">Null if the request does not demonstrate it.</param>
    public static T? Find<T>(
        CompiledPolicySet set,
        CompiledPolicy policy,
        IEnumerable<Witness> known,
        int draws,
        IReadOnlyCollection<Condition> towards,
        DateTimeOffset at,
        bool allowSampleEvidence,
        Func<Witness, T?> shows)
        where T : class
    {
        if (known.Where(witness => witness.Recorded.Request.Policy == policy.Name).Select(shows)
            .FirstOrDefault(found => found is not null) is { } shown)
        {
            return shown;
        }

        var sampler = new RequestSampler(set, policy, towards);
        for (var seed = 0; seed < draws; seed++)
        {
            var random = new Random(seed);
            var (facts, down) = (sampler.DrawFacts(random), sampler.DrawDown(random));
            if (sampler.Build(facts, down, at, allowSampleEvidence) is { } witness && shows(witness) is { } found)
            {
                return Smallest(facts, down, found);
            }
        }

        return null;

        T Smallest(ImmutableSortedDictionary<string, Requests.FactValue> facts, ImmutableSortedSet<string> down, T found)
        {
            for (var (steps, smaller) = (0, true); smaller && steps < MaxShrinkSteps;)
            {
                smaller = false;
                foreach (var (fewer, less) in SmallerFacts
                    .Of(facts, sampler.Constants)
                    .Select(values => (values, down))
                    .Concat(down.Select(id => (facts, down.Remove(id)))))
                {
                    if (++steps >= MaxShrinkSteps)
                    {
                        break;
                    }

                    if (sampler.Build(fewer, less, at, allowSampleEvidence) is { } witness && shows(witness) is { } still)
                    {
                        (facts, down, found, smaller) = (fewer, less, still, true);
                        break;
                    }
                }
            }

            return found;
        }
    }
}
