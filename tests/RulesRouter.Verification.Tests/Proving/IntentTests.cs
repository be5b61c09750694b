using System.Text;
using RulesRouter.Classifiers;
using RulesRouter.Decisions;
using RulesRouter.Diagnostics;
using RulesRouter.Evaluation;
using RulesRouter.Evaluation.Compiling.Checks;
using RulesRouter.Requests;
using RulesRouter.Verification.Proving.Results;
using RulesRouter.Wire.Records;
using RulesRouter.Wire.Requests;
using RulesRouter.Wire.Writing;

namespace RulesRouter.Verification.Tests.Proving;

/// <summary>Intents, from their examples to the decision, the record and the proof.</summary>
public sealed class IntentTests
{
    private const string Intents = """
        intents:
          release-notes:
            examples:
              - Write the release notes for version 2.3.
              - Draft release notes from these merged pull requests.
              - Turn this changelog into release notes for customers.
              - Prepare the notes for the next release.
              - Release notes for today's build, please.
              - Make release notes out of these tickets.
          incident-report:
            examples:
              - Write a post-mortem of yesterday's outage.
              - Draft the incident report for the failed migration.
              - We had an outage of the login service. Write the incident report.
              - Create a blameless post-mortem from this timeline.
              - Fill in the incident report template with these alerts.
              - Turn the on-call notes into a post-mortem.
        """;

    private const string Rules = """
            - id: notes
              when: intent == "release-notes"
              select: { objective: price }
            - id: incidents
              when: intent == "incident-report"
              select: { objective: price }
        """;

    [Theory]
    [InlineData("Please write the release notes of version 5.", "release-notes")]
    [InlineData("Write a post-mortem for the outage of the billing service.", "incident-report")]
    [InlineData("Who won the 1998 football world cup?", null)]
    [InlineData("Write a function that reverses a list.", null)]
    public void A_decision_shows_the_intent_and_a_replay_the_same(string prompt, string? intent)
    {
        var point = new PolicyDecisionPoint(ProofFixture.Compile(Rules, Intents), new HeuristicClassifier(), new DecisionSettings());
        var request = Request(prompt);
        var answer = point.Decide(request, ProofFixture.At, RouterState.Healthy);

        Assert.Equal(intent, answer.Decision!.Classification.Intent);
        Assert.Equal(intent ?? "none", Fact(answer));

        var line = CompactJson.Render(answer, (json, one) => RecordLineWriter.Write(
            json,
            "id",
            false,
            new RecordedRequest(request, one.Classification!, RouterState.Healthy, false),
            one.Facts!,
            one.Decision!,
            "{}"u8));
        var logged = LoggedLine.Read(Encoding.UTF8.GetBytes(line));
        var recorded = RecordedRequestReader.Read(Encoding.UTF8.GetBytes(line).AsSpan(logged.ReplayStart, logged.ReplayLength)).Recorded!;
        var again = point.Decide(recorded.Request, recorded.Classification, ProofFixture.At, recorded.State);

        Assert.Null(recorded.Request.Prompt);
        Assert.Equal(intent, again.Decision!.Classification.Intent);
    }

    [Fact]
    public void A_request_without_text_has_no_intent()
    {
        var point = new PolicyDecisionPoint(ProofFixture.Compile(Rules, Intents), new HeuristicClassifier(), new DecisionSettings());
        var answer = point.Decide(
            new DecisionRequest { Policy = "p", Estimate = new TokenCounts(10, null, 10) }, ProofFixture.At, RouterState.Healthy);

        Assert.Null(answer.Decision!.Classification.Intent);
        Assert.Null(Fact(answer));
    }

    [Fact]
    public void An_undeclared_intent_is_an_error_with_the_nearest_one()
    {
        var error = Assert.Single(ProofFixture.Errors("""
                - id: notes
                  when: intent == "release-note"
                  select: { objective: price }
            """, Intents));

        Assert.Equal("RR0406", error.Code.Id);
        Assert.Equal("did you mean `release-notes`?", error.Help);
    }

    [Fact]
    public void An_intent_decides_no_compliance_unless_the_rule_allows_it()
    {
        const string Rule = """
                - id: notes
                  when: intent == "release-notes"
                  constrain: { dataRetentionDays: { max: 0 } }
            """;

        Assert.Equal("RR0408", Assert.Single(ProofFixture.Errors(Rule, Intents)).Code.Id);
        Assert.Empty(ProofFixture.Errors(Rule + "\n      allowDerived: true", Intents));
    }

    [Fact]
    public void The_prover_treats_an_intent_as_one_of_a_closed_list()
    {
        const string Known = """
                - id: known
                  priority: 2
                  when: intent in ("release-notes", "incident-report", "none")
                  select: { objective: price }
                - id: never
                  priority: 1
                  when: has(intent)
                  select: { objective: quality }
            """;
        const string Both = """
                - id: both
                  when: intent == "release-notes" and intent == "incident-report"
                  select: { objective: price }
            """;

        Assert.Contains(ProofFixture.Structure(Known, Intents), result => result is
        { Kind: ClaimKind.Shadowed, Verdict: ProofVerdict.Proved } && result.Statement.Contains("never", StringComparison.Ordinal));
        Assert.Contains(ProofFixture.Structure(Both, Intents), result => result is
        { Kind: ClaimKind.Unreachable, Verdict: ProofVerdict.Proved } && result.Statement.Contains("both", StringComparison.Ordinal));
    }

    [Fact]
    public void The_same_examples_give_the_same_model()
    {
        var one = ProofFixture.Compile(Rules, Intents).Find("p")!.Intents!.Model;
        var other = ProofFixture.Compile(Rules, Intents).Find("p")!.Intents!.Model;

        Assert.Equal([.. one.Thresholds], (double[])[.. other.Thresholds]);
    }

    [Fact]
    public void Validation_reports_how_well_the_examples_separate()
    {
        var diagnostics = new DiagnosticBag();
        IntentReport.Run(ProofFixture.Compile(Rules, Intents), diagnostics);

        var found = diagnostics.Sorted();
        Assert.Equal(["RR0237", "RR0237"], found.Select(diagnostic => diagnostic.Code.Id));
        Assert.StartsWith("6 of 6 examples of `release-notes` are recognised by what the others show; ", found[0].Message);
    }

    [Fact]
    public void Intents_with_the_same_wordings_are_reported_as_overlapping()
    {
        const string Same = """
            intents:
              one:
                examples: [write release notes for 1.0, write release notes for 2.0, write release notes for 3.0, write release notes for 4.0, write release notes for 5.0]
              two:
                examples: [write release notes for 1.1, write release notes for 2.1, write release notes for 3.1, write release notes for 4.1, write release notes for 5.1]
            """;
        var diagnostics = new DiagnosticBag();
        IntentReport.Run(ProofFixture.Compile("", Same), diagnostics);

        Assert.Contains(diagnostics.Sorted(), diagnostic => diagnostic.Code.Id == "RR0238");
    }

    private static DecisionRequest Request(string prompt) =>
        DecisionRequestReader.Read(Encoding.UTF8.GetBytes($"{{\"policy\":\"p\",\"prompt\":\"{prompt}\"}}")).Request!;

    private static string? Fact(DecisionAnswer answer)
    {
        answer.Facts!.Schema.TryFind("intent", out var slot);
        return answer.Facts[slot].Text;
    }
}
