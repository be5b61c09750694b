using FsCheck;
using FsCheck.Fluent;
using Microsoft.FSharp.Collections;
using Microsoft.FSharp.Core;
using RulesRouter.Evaluation;
using RulesRouter.Verification.Drawing;

namespace RulesRouter.Verification.Properties;

/// <summary>Tries properties on requests drawn at random, and makes what breaks one as small as it can be.</summary>
/// <param name="draws">Requests a property is tried on.</param>
/// <param name="seed">The same seed draws the same requests.</param>
public sealed class PropertySearch(CompiledPolicySet set, int draws, ulong seed)
{
    /// <summary>What holds of every policy, then declared properties.</summary>
    /// <param name="at">The moment universal properties are tried at.</param>
    /// <exception cref="ArgumentException">There is no such policy.</exception>
    /// <param name="isWanted">Whether a property of that name is.</param>
    public IEnumerable<PropertyResult> Run(string policy, IEnumerable<PolicyProperty> properties, DateTimeOffset at, bool allowSampleEvidence, Func<string, bool> isWanted)
    {
        var compiled = set.Find(policy) ?? throw new ArgumentException($"no policy that requests can name is called `{policy}`");
        return properties.Select(property => (Property: CheckedProperty.Of(property, compiled), property.At, property.AllowSampleEvidence))
            .Prepend((Property: UniversalProperties.Of(set, compiled), At: at, AllowSampleEvidence: allowSampleEvidence))
            .Where(trial => isWanted(trial.Property.Name))
            .Select(trial => Try(trial.Property, trial.At, trial.AllowSampleEvidence));
    }

    private PropertyResult Try(CheckedProperty property, DateTimeOffset at, bool allowSample)
    {
        var requests = RequestDraw.Requests(set, property.Policy, at, allowSample, property.Asked is { } asked ? [asked] : []);
        var (tried, met) = (0L, 0L);
        Counterexample? smallest = null;
        var holds = Prop.ForAll(requests, drawn =>
        {
            var (speaks, found) = property.Against(set, drawn.Witness);

            // While shrinking, each request that still breaks the property is smaller than the last that did.
            smallest = found ?? smallest;
            if (smallest is null)
            {
                tried++;
                met += speaks ? 1 : 0;
            }

            return found is null;
        });
        Check.One(Config.Quick.WithMaxTest(draws).WithReplay(FSharpOption<Replay>.Some(new Replay(new Rnd(seed), FSharpOption<int>.None))).WithRunner(new SilentRunner()), holds);
        return new PropertyResult(property.Policy, property.Name, property.Place, "drawn at random", smallest is null ? tried : tried + 1, smallest is null ? met : met + 1, smallest);
    }

    /// <summary>The outcome is read off the property itself.</summary>
    private sealed class SilentRunner : IRunner
    {
        public void OnStartFixture(Type t)
        {
        }

        public void OnArguments(int ntest, FSharpList<object> args, FSharpFunc<int, FSharpFunc<FSharpList<object>, string>> every)
        {
        }

        public void OnShrink(FSharpList<object> args, FSharpFunc<FSharpList<object>, string> everyShrink)
        {
        }

        public void OnFinished(string name, TestResult result)
        {
        }
    }
}
