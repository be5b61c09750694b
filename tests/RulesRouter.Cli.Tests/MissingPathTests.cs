namespace RulesRouter.Cli.Tests;

/// <summary>A path that does not exist is a usage error with one wording, in every option and argument of every command.</summary>
public sealed class MissingPathTests
{
    private const string Missing = "/nowhere/at-all";

    private static readonly string Policies = Path.Combine(Repository.Root, "policies");

    public static TheoryData<string> Commands { get; } =
    [
        "validate MISSING",
        "validate POLICIES --parameters MISSING",
        "test MISSING",
        "test POLICIES --requests MISSING",
        "coverage MISSING",
        "coverage POLICIES --parameters MISSING",
        "prove MISSING",
        "prove POLICIES --parameters MISSING",
        "fmt MISSING",
        "fmt POLICIES MISSING --check",
        "workflows MISSING",
        "workflows POLICIES --request MISSING",
        "decide --policies MISSING --policy cost-saver --prompt hello",
        "decide --policies POLICIES --request MISSING",
        "decide --policies POLICIES --policy cost-saver --prompt hello --parameters MISSING",
        "decide --policies POLICIES --policy cost-saver --prompt hello --classifier MISSING",
        "coverage POLICIES --classifier MISSING",
        "workflows POLICIES --classifier MISSING",
        "test POLICIES --classifier MISSING",
        "diff POLICIES POLICIES --requests MISSING",
        "diff POLICIES POLICIES --classifier MISSING",
        "serve --policies POLICIES --classifier MISSING",
        "catalog evidence --template --policies MISSING",
        "catalog probe --policies MISSING",
        "catalog show --policies MISSING",
        "catalog cost --policies MISSING --endpoint mistral/codestral-latest",
        "catalog import --models-dev MISSING --genai-prices MISSING --benchmarks MISSING --models-dev-date 2026-01-01 --genai-prices-date 2026-01-01",
        "serve --policies MISSING",
        "serve --policies POLICIES --parameters MISSING",
        "outcomes import MISSING",
        "outcomes show --policies MISSING",
        "classifier train --data MISSING",
        "classifier evaluate --test MISSING",
        "classifier adapt --outcomes MISSING",
        "evaluate chains --train MISSING --unsolved-cost 1",
        "evaluate correlation --data MISSING",
    ];

    [Theory]
    [MemberData(nameof(Commands))]
    public void Missing_path_is_a_usage_error(string command)
    {
        var result = Terminal.Run([.. command.Split(' ').Select(Word)]);

        Assert.Equal((2, "", $"error: `{Missing}` does not exist\n"), (result.ExitCode, result.Output, result.Error));
    }

    [Theory]
    [InlineData("outcomes show", "`policies` does not exist; it is the default, and `--policies` names another")]
    [InlineData("catalog show", "`policies` does not exist; it is the default, and `--policies` names another")]
    [InlineData("decide --policy p --prompt x", "`policies` does not exist; it is the default, and `--policies` names another")]
    [InlineData("serve --no-record", "`policies` does not exist; it is the default, and `--policies` names another")]
    [InlineData(
        "explain 01900000-0000-7000-8000-000000000000",
        "`.rulesrouter/record` has no decision `01900000-0000-7000-8000-000000000000`; `--record` names another record")]
    [InlineData("validate", "`policies` does not exist; it is the default, and an argument names another: `rulesrouter validate PATH`")]
    public void A_missing_default_path_names_the_option_for_another(string command, string expected)
    {
        var result = Terminal.Run(command.Split(' '));

        Assert.Equal((2, $"error: {expected}\n"), (result.ExitCode, result.Error));
    }

    [Theory]
    [InlineData("diff MISSING POLICIES")]
    [InlineData("diff POLICIES MISSING")]
    [InlineData("diff POLICIES POLICIES --policies MISSING")]
    public void A_side_of_a_comparison_may_also_be_a_revision(string command)
    {
        var result = Terminal.Run([.. command.Split(' ').Select(Word)]);

        Assert.Equal(
            (2, $"error: `{Missing}` does not exist: it is neither a folder nor a git revision; use a folder, main:policies or HEAD~1\n"),
            (result.ExitCode, result.Error));
    }

    private static string Word(string word) => word switch { "MISSING" => Missing, "POLICIES" => Policies, _ => word };
}
