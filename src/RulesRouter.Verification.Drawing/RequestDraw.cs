using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using RulesRouter.Evaluation.Compiling;
using RulesRouter.Policies.Conditions;
using RulesRouter.Requests;
using RulesRouter.Verification.Sampling;

namespace RulesRouter.Verification.Drawing;

/// <summary>Random requests that a policy accepts, as a generator of FsCheck. Shrinks by removing facts and rounding values.</summary>
internal static class RequestDraw
{
    /// <param name="policy">A policy that is not abstract.</param>
    /// <param name="towards">Further conditions on requests, such as `forAll`; half of the draws try to satisfy one.</param>
    /// <exception cref="ArgumentException">No policy has that name, or it is abstract.</exception>
    public static Arbitrary<DrawnRequest> Requests(
        CompiledPolicySet set,
        string policy,
        DateTimeOffset at,
        bool allowSampleEvidence,
        params IReadOnlyCollection<Condition> towards)
    {
        var compiled = set.Find(policy) ?? throw new ArgumentException($"no policy is named `{policy}`");
        var sampler = new RequestSampler(set, compiled, towards);
        return Arb.From(Gen.Choose(0, int.MaxValue - 1).Select(Draw).Where(drawn => drawn is not null).Select(drawn => drawn!), Smaller);

        DrawnRequest? Draw(int seed)
        {
            var random = new Random(seed);
            return Make(sampler.DrawFacts(random), sampler.DrawDown(random));
        }

        DrawnRequest? Make(ImmutableSortedDictionary<string, FactValue> values, ImmutableSortedSet<string> down) =>
            sampler.Build(values, down, at, allowSampleEvidence) is { } witness ? new DrawnRequest(values, witness) : null;

        IEnumerable<DrawnRequest> Smaller(DrawnRequest request) =>
            SmallerFacts.Of(request.Facts, sampler.Constants).Select(values => Make(values, request.Witness.Recorded.State.Down))
                .Concat(request.Witness.Recorded.State.Down.Select(id =>
                    Make(request.Facts, request.Witness.Recorded.State.Down.Remove(id))))
                .OfType<DrawnRequest>();
    }
}
