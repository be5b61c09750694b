using RulesRouter.Verification.Properties;
using RulesRouter.Verification.Suites;
using RulesRouter.Verification.Tests.Proving;

namespace RulesRouter.Verification.Tests.Properties;

public sealed class RequestLogTests
{
    private const string Rules = """
            - id: secrets
              when: level == "secret"
              constrain: { dataRetentionDays: { max: 0 } }
        """;

    [Fact]
    public void Checks_properties_on_plain_requests_and_decision_records()
    {
        var (log, error) = RequestLog.Read(
            [
                """{"policy":"p","estimate":{"inputTokens":5},"at":"2026-09-02T00:00:00Z"}""",
                "",
                """{"at":"2026-09-03T00:00:00Z","decisionId":"1","replay":{"request":{"policy":"p","attributes":{"level":"inside"}},"text":{"characters":9,"messages":1},"classification":{"source":"heuristic","difficulty":0.5},"down":["clean"]},"decision":{"at":"2026-09-03T00:00:00Z"}}""",
            ],
            ProofFixture.At);

        Assert.Null(error);
        Assert.Equal([2, 3], log.Select(witness => witness.At.Day));
        var results = new RecordedTrial(ProofFixture.Compile(Rules))
            .Run(
                "p",
                ProofFixture.Properties(Rules, "forAll: level == \"inside\"\nthen: 'every hop: dataRetentionDays <= 0'"),
                log,
                _ => true)
            .ToList();
        Assert.True(results[0].Passed);
        Assert.Equal((2L, 1L), (results[1].Tried, results[1].Met));
        Assert.Equal(
            "`every hop: dataRetentionDays <= 0` is violated by hop `keeps/m`: dataRetentionDays = 30",
            results[1].Counterexample!.Broken);
    }

    [Theory]
    [InlineData("nonsense", "line 1: expected JSON")]
    [InlineData("[]", "line 1: expected a JSON object")]
    [InlineData("{\"policy\":\"p\"}", "line 1: : one of `messages`, `prompt` and `estimate` is required")]
    public void Names_the_line_that_is_not_a_request(string line, string error) =>
        Assert.Equal(error, RequestLog.Read([line], ProofFixture.At).Error);

    [Fact]
    public void A_counterexample_is_a_failing_test_case()
    {
        var (log, _) = RequestLog.Read(
            ["""{"replay":{"request":{"policy":"p","attributes":{"level":"inside"}},"text":{"characters":9,"messages":1},"classification":{"source":"heuristic","difficulty":0.5},"down":["clean/m"]}}"""],
            ProofFixture.At);
        var broken = new RecordedTrial(ProofFixture.Compile(Rules))
            .Run("p", ProofFixture.Properties(Rules, "then: 'every hop: dataRetentionDays <= 0'"), log, name => name == "it holds")
            .Single().Counterexample!;

        var result = Assert.Single(ProofFixture.Run(Rules, broken.TestCase));
        Assert.Equal("it holds: counterexample", result.Case.Name);
        Assert.Equal("holds: `every hop: dataRetentionDays <= 0` is violated by hop `keeps/m`: dataRetentionDays = 30", result.Failures[0]);
        Assert.Equal(["clean/m"], result.Case.State.Down);
        Assert.Equal(0.5, result.Case.Classification!.Difficulty);
    }
}
