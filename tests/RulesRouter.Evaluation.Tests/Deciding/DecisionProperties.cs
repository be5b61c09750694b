using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using RulesRouter.Catalog;
using RulesRouter.Constraints;
using RulesRouter.Decisions;
using RulesRouter.Policies;
using RulesRouter.Requests;
using RulesRouter.Wire.Decisions;
using RulesRouter.Wire.Writing;

namespace RulesRouter.Evaluation.Tests.Deciding;

/// <summary>The eight rules of the language's semantics, on drawn policies, catalogs and requests.</summary>
public sealed class DecisionProperties
{
    private const int Draws = 60;

    [Property(MaxTest = Draws)]
    public Property Constraints_do_not_depend_on_the_order_of_rules() => Prop.ForAll(GeneratedPolicies.Cases, drawn =>
    {
        var rules = drawn.Policies.Policies[0].Rules[..^1];
        var backwards = drawn with { Policies = new PolicySet([GeneratedPolicies.Policy(rules.Reverse())]) };

        Assert.Equal(Shown(Decide(drawn).Constraints), Shown(Decide(backwards).Constraints));
    });

    [Property(MaxTest = Draws)]
    public Property One_more_constraint_never_admits_an_endpoint() =>
        Prop.ForAll(GeneratedPolicies.Cases, GeneratedPolicies.Clause.ToArbitrary(), (drawn, clause) =>
    {
        var rules = drawn.Policies.Policies[0].Rules[..^1];
        var stricter = drawn with
        {
            Policies = new PolicySet(
                [
                    GeneratedPolicies
                        .Policy(
                            [
                                .. rules,
                                new Rule(
                                    "more",
                                    0,
                                    Source.EmbeddedSource.FromCode("true"),
                                    [clause],
                                    [],
                                    false,
                                    null,
                                    "",
                                    false,
                                    default)])]),
        };

        Assert.Empty(Candidates(Decide(stricter)).Except(Candidates(Decide(drawn))));
    });

    [Property(MaxTest = Draws)]
    public Property A_child_may_only_tighten_what_it_inherits() =>
        Prop.ForAll(GeneratedPolicies.Cases, GeneratedPolicies.Cases, (drawn, other) =>
    {
        var parent = drawn.Policies.Policies[0] with { Name = "base" };
        var own = other.Policies.Policies[0].Rules[..^1].Select(rule => rule with { Id = "child-" + rule.Id });
        var child = GeneratedPolicies.Policy(own) with { Extends = [new ParentReference("base", default)], Attributes = [] };
        var set = new PolicySet([parent, child]);

        var inherited = Decide(drawn with { Policies = set, Request = drawn.Request with { Policy = "base" } });
        var tightened = Decide(drawn with { Policies = set });

        Assert.Empty(Candidates(tightened).Except(Candidates(inherited)));
        Assert.True(inherited.Denial?.Code != DenialCode.DeniedByRule || tightened.Denial?.Code == DenialCode.DeniedByRule);
    });

    [Property(MaxTest = Draws)]
    public Property Every_deny_that_may_match_denies_and_the_chain_is_empty_then() => Prop.ForAll(GeneratedPolicies.Cases, drawn =>
    {
        var decision = Decide(drawn);
        var denying = drawn.Policies.Policies[0].Rules.Where(rule => rule.Denies).Select(rule => $"p/{rule.Id}").ToHashSet();
        var matched = decision.Explanation.Trace!.Rules
            .Where(rule => denying.Contains(rule.Id) && rule.Truth != RulesRouter.Policies.Conditions.Truth.False)
            .ToList();

        Assert.Equal(matched.Count > 0, decision is Denied { Code: DenialCode.DeniedByRule });
        Assert.Equal(matched.Count, decision is Denied { Code: DenialCode.DeniedByRule } ? decision.Denial.Reasons.Length : 0);
    });

    [Property(MaxTest = Draws)]
    public Property Every_request_is_routed_or_denied_and_a_denial_is_irreducible() => Prop.ForAll(GeneratedPolicies.Cases, drawn =>
    {
        var decision = Decide(drawn);

        Assert.Equal(decision is Routed, decision.Denial is null);
        Assert.Equal(decision is Routed, !decision.Chain.IsEmpty);
        if (decision is Denied { Code: DenialCode.NoCandidate } && !drawn.Catalog.Endpoints.IsEmpty)
        {
            Assert.NotEmpty(decision.Explanation.EmptiedBy);
            Assert.NotEmpty(decision.Explanation.FeasibleIf);
        }
    });

    [Property(MaxTest = Draws)]
    public Property Every_hop_meets_every_constraint_by_what_the_catalog_says() => Prop.ForAll(GeneratedPolicies.Cases, drawn =>
    {
        var decision = Decide(drawn);

        foreach (var hop in decision.Chain)
        {
            Assert.All(decision.Constraints.Rows, row => Assert.True(Meets(hop, row), $"{hop.Endpoint.Id} against {row.Definition.Name} {row.Value}"));
            Assert.DoesNotContain(drawn.Request.Attempts, attempt => attempt.Endpoint == hop.Endpoint.Id);
        }

        Assert.Equal(decision.Chain.Length, decision.Chain.Select(hop => hop.Endpoint.Id).Distinct().Count());
    });

    [Property(MaxTest = Draws)]
    public Property The_budget_covers_the_worst_case_of_the_hops_together() => Prop.ForAll(GeneratedPolicies.Cases, drawn =>
    {
        var decision = Decide(drawn);
        var budget = decision.Constraints.Rows.FirstOrDefault(
            row => row.Definition == ConstraintTable.Of<MaxCostUsd>())?.Value as ConstraintValue.Number;
        var goesOnAfterRejection = decision.Chain.Any(hop => hop.On.Contains(FailureClass.RejectedOutput));

        if (budget is not null)
        {
            Assert.All(decision.Chain, hop => Assert.True(hop.Estimate.WorstCaseUsd <= budget.Value));
            Assert.True(!goesOnAfterRejection || decision.Chain.Sum(hop => hop.Estimate.WorstCaseUsd) <= budget.Value);
        }
    });

    [Property(MaxTest = Draws)]
    public Property The_classifier_never_changes_a_compliance_constraint() =>
        Prop.ForAll(GeneratedPolicies.Cases, GeneratedPolicies.Cases, (drawn, other) =>
        Assert.Equal(Compliance(Decide(drawn)), Compliance(Decide(drawn with { Classification = other.Classification }))));

    [Property(MaxTest = Draws)]
    public Property The_same_request_gives_the_same_bytes() =>
        Prop.ForAll(GeneratedPolicies.Cases, drawn => Assert.Equal(Json(Decide(drawn)), Json(Decide(drawn))));

    [Property(MaxTest = Draws)]
    public Property Sample_and_expired_facts_admit_no_endpoint_unless_allowed() => Prop.ForAll(GeneratedPolicies.Cases, drawn =>
    {
        Assert.Empty(Candidates(Decide(drawn)).Except(Candidates(Decide(drawn, allowSample: true))));
        Assert.Equal(EvidenceKind.Verified, Decide(drawn).Evidence);
    });

    internal static Decision Decide(DrawnCase drawn, bool allowSample = false)
    {
        var compiled = PolicyCompiler.Compile(drawn.Policies, drawn.Catalog, "content", "classifier");
        Assert.Empty(compiled.Diagnostics.Where(diagnostic => diagnostic.IsError));
        var answer = new PolicyDecisionPoint(compiled.Set!, new PinnedClassifier(drawn.Classification), new DecisionSettings(allowSample))
            .Decide(drawn.Request, GeneratedPolicies.Now, RouterState.Healthy);
        Assert.Empty(answer.Errors);
        return answer.Decision!;
    }

    private static IEnumerable<string> Candidates(Decision decision) =>
        decision.Explanation.Trace!.Ranking.Select(candidate => (string)candidate.Endpoint.Id);

    private static string[] Shown(ConstraintSet constraints) => [.. constraints.Rows.Select(row => $"{row.Definition.Name} {row.Value} {string.Join(',', row.From)}")];

    private static string[] Compliance(Decision decision) =>
        [.. decision.Constraints.Rows.Where(row => row.Definition.IsCompliance).Select(row => $"{row.Definition.Name} {row.Value} {string.Join(',', row.From)}")];

    private static string Json(Decision decision) =>
        CompactJson.Render(decision, static (json, one) => DecisionWriter.Write(json, one, ""));

    /// <summary>Written apart from the code under test: one line a constraint that the generator draws.</summary>
    private static bool Meets(Hop hop, CombinedConstraint row)
    {
        var facts = hop.Endpoint.Compliance;
        bool Known<T>(Evidenced<T>? fact)
            where T : notnull => fact is { Evidence: { IsSample: false, Expires.Month: 12 } };
        double Number() => ((ConstraintValue.Number)row.Value).Value;
        ImmutableSortedSet<string> Names() => ((ConstraintValue.Names)row.Value).Values;
        return row.Definition.Name switch
        {
            "dataRetentionDays.max" => Known(facts.DataRetentionDays) && facts.DataRetentionDays!.Value <= Number(),
            "trainsOnData" => Known(facts.TrainsOnData) && !facts.TrainsOnData!.Value,
            "zeroDataRetention" => Known(facts.ZeroDataRetention) && facts.ZeroDataRetention!.Value,
            "certifications" => Known(facts.Certifications) && Names().All(facts.Certifications!.Value.Contains),
            "processingRegions.allow" =>
                Known(facts.ProcessingRegions)
                    && !facts.ProcessingRegions!.Value.IsEmpty
                    && facts.ProcessingRegions.Value.All(Names().Contains),
            "providers.allow" =>
                Names().Any(
                    name =>
                        name.Split(" & ")
                            .All(list => list.Trim('(', ')').Split(" | ").Any(part => part is "*" || part == hop.Endpoint.Provider.Id))),
            "endpoints.forbid" =>
                !(Names().Contains("p0/*") && hop.Endpoint.Provider.Id == "p0")
                    && !(Names().Contains("*/m1") && hop.Endpoint.Model.Id == "m1"),
            "capabilities" =>
                Names().All(
                    name =>
                        name == "tools"
                            ? hop.Endpoint.Capabilities.Tools == true
                            : hop.Endpoint.Capabilities.InputModalities?.Contains("image") == true),
            "contextTokens.min" => hop.Endpoint.ContextTokens >= Number(),
            "outputTokens.min" => hop.Endpoint.MaxOutputTokens >= Number(),
            "quality.min" => hop.Estimate.Quality >= Number(),
            "ttftP99Ms.max" => hop.Endpoint.Latency?.TtftP99Ms?.Value <= Number(),
            "latencyP99Ms.max" => hop.Estimate.LatencyP99Ms <= Number(),
            "price.inputPerMTok.max" => hop.Endpoint.Prices?.RatesAt(GeneratedPolicies.Now)?.Input <= Number(),
            "price.outputPerMTok.max" => hop.Endpoint.Prices?.RatesAt(GeneratedPolicies.Now)?.Output <= Number(),
            "maxCostUsd" => hop.Estimate.WorstCaseUsd <= Number(),
            _ => throw new InvalidOperationException(row.Definition.Name),
        };
    }

    private sealed class PinnedClassifier(Classification classification) : IPromptClassifier
    {
        public string Digest => "pinned";

        public Classification Classify(in ClassifierInput prompt) => classification;
    }
}
