using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using RulesRouter.Catalog;
using RulesRouter.Evaluation;
using RulesRouter.Evaluation.Compiling;
using RulesRouter.Policies;
using RulesRouter.Policies.Conditions;
using RulesRouter.Requests;
using RulesRouter.Verification.Proving;
using RulesRouter.Verification.Proving.Encoding;
using RulesRouter.Verification.Proving.Results;
using RulesRouter.Verification.Proving.Searching;

namespace RulesRouter.Verification.Tests.Proving;

/// <summary>The prover against the evaluator and against trying every request.</summary>
public sealed class AgreementTests
{
    private static readonly ProofSettings Settings = new(
        new DateTimeOffset(2026, 9, 1, 20, 0, 0, TimeSpan.Zero),
        AllowSampleEvidence: true);

    [Property(MaxTest = 25)]
    public Property Finds_a_request_exactly_if_one_satisfies_the_condition() =>
        Prop.ForAll(DrawnConditions.Exact.ToArbitrary(), condition =>
    {
        var encoding = Encode(condition);
        var tried = Tried(encoding);
        foreach (var truth in Enum.GetValues<Truth>())
        {
            var found = Search(encoding, truth);

            Assert.Null(found.Obstacle);
            Assert.Equal(tried.Contains(truth), found.Found is not null);
        }
    });

    /// <summary>The evaluator adds and multiplies as the processor does, and so does the prover: one number below 2 meets both.</summary>
    [Fact]
    public void Finds_a_request_that_relies_on_rounding()
    {
        const string Condition = "2 * weight + 1 >= 5 and weight < 2";
        var encoding = Encode(Condition);

        Assert.NotNull(Search(encoding, Truth.True).Found);
        Assert.Contains(Truth.True, Tried(encoding));
    }

    [Property(MaxTest = 25)]
    public Property No_request_contradicts_a_proof_of_impossibility() => Prop.ForAll(DrawnConditions.Any.ToArbitrary(), condition =>
    {
        var encoding = Encode(condition);
        var tried = Tried(encoding);
        foreach (var truth in Enum.GetValues<Truth>())
        {
            Assert.False(tried.Contains(truth) && Search(encoding, truth).IsImpossible, $"{condition} is {truth} for a request, and was proved never to be");
        }
    });

    private static PolicyEncoding Encode(string condition) =>
        new(new FactSpace(), Compile(DrawnConditions.Policy([DrawnConditions.Selecting("r", condition, 1)])).Find("p")!, Settings.At);

    private static RequestSearchResult<ConfirmedWitness> Search(PolicyEncoding encoding, Truth truth)
    {
        var value = encoding.Rules[0];
        int[] goal = truth switch { Truth.True => [value.True], Truth.False => [value.False], _ => [-value.True, -value.False] };
        var set = Compile(encoding.Policy.Layers.Policy);
        return new RequestSearch(encoding.Space, Settings).Find(goal, default, facts =>
            Confirmations.Decided(
                set,
                encoding,
                facts,
                Settings,
                default,
                decision => decision.Explanation.Trace!.Rules[0].Truth == truth ? "" : null));
    }

    private static HashSet<Truth> Tried(PolicyEncoding encoding) =>
        [
            .. DrawnConditions.Requests
                .Select(request => ConditionValue.Of(encoding.Policy.Rules[0].Condition, Facts(encoding.Policy.Schema, request)))];

    private static RequestFacts Facts(FactSchema schema, IEnumerable<(string Name, FactValue Value)> values)
    {
        var facts = new RequestFacts(schema);
        foreach (var (name, value) in values)
        {
            Assert.True(schema.TryFind(name, out var slot));
            facts.Set(slot, value, Provenance.Caller);
        }

        return facts;
    }

    internal static CompiledPolicySet Compile(RoutingPolicy policy)
    {
        var compiled = PolicyCompiler.Compile(new PolicySet([policy]), ModelCatalog.Empty, "content", "classifier");
        Assert.Empty(compiled.Diagnostics.Where(diagnostic => diagnostic.IsError));
        return compiled.Set!;
    }
}
