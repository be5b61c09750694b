using System.Text;
using RulesRouter.Classifiers;
using RulesRouter.Conversations;
using RulesRouter.Decisions;
using RulesRouter.Evaluation;
using RulesRouter.Policies.Conditions;
using RulesRouter.Requests;
using RulesRouter.Verification.Proving.Results;
using RulesRouter.Wire.Records;
using RulesRouter.Wire.Requests;
using RulesRouter.Wire.Writing;

namespace RulesRouter.Verification.Tests.Proving;

/// <summary>Tests of a request's text, from the condition to the record and the proof.</summary>
public sealed class TextTestTests
{
    private const string Rules = """
            - id: contracts
              when: prompt.contains("contract", "terms of service")
              select: { objective: price }
            - id: queries
              when: prompt.matches("(?i)\\bselect\\b.+\\bfrom\\b")
              select: { objective: price }
            - id: reviewers
              when: prompt.systemContains("you review")
              select: { objective: price }
            - id: keys
              when: prompt.anywhereMatches("AKIA[0-9A-Z]{16}")
              select: { objective: price }
            - id: german
              when: prompt.language == "de"
              select: { objective: price }
        """;

    [Theory]
    [InlineData("\"prompt\":\"Read the CONTRACT\"", "contracts")]
    [InlineData("\"prompt\":\"what are our terms of service\"", "contracts")]
    [InlineData("\"prompt\":\"explain SELECT a FROM b\"", "queries")]
    [InlineData("\"prompt\":\"selection from b\"", "")]
    [InlineData("\"system\":\"You review code.\",\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}]", "reviewers")]
    [InlineData("\"messages\":[{\"role\":\"developer\",\"content\":\"You review code.\"},{\"role\":\"user\",\"content\":\"hello\"}]", "reviewers")]
    [InlineData("\"messages\":[{\"role\":\"user\",\"content\":\"hello\"},{\"role\":\"assistant\",\"content\":\"the contract\"},{\"role\":\"user\",\"content\":\"and now?\"}]", "")]
    [InlineData("\"messages\":[{\"role\":\"user\",\"content\":\"hello\"},{\"role\":\"tool\",\"tool_call_id\":\"1\",\"content\":\"AKIAABCDEFGHIJKLMNOP\"}]", "keys")]
    [InlineData("\"prompt\":\"Warum ist das nicht richtig und wie kann ich es ändern?\"", "german")]
    [InlineData("\"estimate\":{\"inputTokens\":5}", "")]
    public void Rules_match_by_the_text_and_a_replay_matches_the_same(string text, string expected)
    {
        var set = ProofFixture.Compile(Rules);
        var point = new PolicyDecisionPoint(set, new HeuristicClassifier(), new DecisionSettings());
        var request = DecisionRequestReader.Read(Encoding.UTF8.GetBytes($"{{\"policy\":\"p\",{text}}}")).Request!;
        var answer = point.Decide(request, ProofFixture.At, RouterState.Healthy);

        Assert.Equal(expected, Matched(answer.Facts!));

        var line = CompactJson.Render(answer, (json, one) => RecordLineWriter.Write(
            json,
            "id",
            false,
            new RecordedRequest(request, one.Classification!, RouterState.Healthy, false),
            one.Facts!,
            one.Decision!,
            "{}"u8));
        var logged = LoggedLine.Read(Encoding.UTF8.GetBytes(line));
        var replay = Encoding.UTF8.GetBytes(line).AsSpan(logged.ReplayStart, logged.ReplayLength);
        var recorded = RecordedRequestReader.Read(replay).Recorded!;
        var again = point.Decide(recorded.Request, recorded.Classification, ProofFixture.At, recorded.State);

        Assert.Equal(expected, Matched(again.Facts!));

        string Matched(RequestFacts facts) => string.Join(
            ' ',
            set.Find("p")!.Rules.Where(rule => !rule.Rule.IsDefault && ConditionDelegateOf(rule.Condition)(facts) == Truth.True)
                .Select(rule => rule.Rule.Id));
    }

    [Fact]
    public void Workflows_of_RulesEngine_match_the_same()
    {
        var policy = ProofFixture.Compile(Rules).Find("p")!;
        var facts = new RequestFacts(policy.Schema);
        policy.Schema.TryFind("prompt.contains(\"contract\", \"terms of service\")", out var slot);
        facts.Set(slot, FactValue.Of(true), Provenance.Derived);

        var matches = Evaluation.Matching.Matches.OfThread;
        policy.Reference.Match(facts, matches);

        Assert.Contains(
            matches.Entries.ToArray(),
            entry => Evaluation.Matching.Matches.TruthOf(entry) == Truth.True
                && policy.Rules[Evaluation.Matching.Matches.RuleOf(entry)].Rule.Id == "contracts");
    }

    [Theory]
    [InlineData("prompt.contains(\"\")", "an empty text is in every text")]
    [InlineData("prompt.matches(\"a\", \"b\")", "it takes one regular expression")]
    [InlineData("prompt.matches(\"(a\")", "Not enough )'s")]
    [InlineData("prompt.matches(\"(a)\\\\1\")", "cannot be matched in linear time")]
    [InlineData("prompt.contain(\"a\")", "did you mean `prompt.contains`?")]
    [InlineData("prompt.contains(task)", "`prompt.contains` takes strings in double quotes")]
    [InlineData("prompt.contains", "write `prompt.contains(\"…\")`")]
    public void A_test_that_cannot_be_run_is_an_error_of_the_load(string condition, string help)
    {
        var errors = ProofFixture.Errors($"""
                - id: wrong
                  when: {condition}
                  select: {"{ objective: price }"}
            """);

        Assert.Contains(errors, diagnostic => $"{diagnostic.Message} {diagnostic.Help}".Contains(help, StringComparison.Ordinal));
    }

    [Fact]
    public void The_prover_treats_a_test_as_a_fact_that_is_true_or_false()
    {
        const string Shadowed = """
                - id: first
                  priority: 2
                  when: prompt.contains("contract")
                  select: { objective: price }
                - id: second
                  priority: 1
                  when: prompt.contains("contract") and stream
                  select: { objective: quality }
            """;
        const string Distinct = """
                - id: first
                  priority: 2
                  when: prompt.contains("contract")
                  select: { objective: price }
                - id: second
                  priority: 1
                  when: prompt.contains("contract", "lawsuit") and stream
                  select: { objective: quality }
            """;

        Assert.True(IsShadowed(Shadowed));
        Assert.False(IsShadowed(Distinct));

        static bool IsShadowed(string rules) => ProofFixture.Structure(rules).Any(result =>
            result is { Kind: ClaimKind.Shadowed, Verdict: ProofVerdict.Proved }
            && result.Statement.Contains("second", StringComparison.Ordinal));
    }

    private static Func<RequestFacts, Truth> ConditionDelegateOf(Condition condition)
    {
        var evaluate = Evaluation.Matching.ConditionDelegate.Of(condition);
        return facts => evaluate(facts);
    }
}
