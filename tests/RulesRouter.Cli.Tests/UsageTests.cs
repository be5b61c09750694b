namespace RulesRouter.Cli.Tests;

/// <summary>A command line that cannot run says which word is wrong, what was probably meant, and where the help is.</summary>
public sealed class UsageTests
{
    private static readonly string Policies = Path.Combine(Repository.Root, "policies");

    [Theory]
    [InlineData("validte policies", "`rulesrouter` has no command `validte`; did you mean `validate`?", "rulesrouter", "commands")]
    [InlineData(
        "catalog remove",
        "`rulesrouter catalog` has no command `remove`; it has show, cost, abilities, evidence, probe, import",
        "rulesrouter catalog",
        "commands")]
    [InlineData(
        "catalog",
        "a command is missing; it is one of show, cost, abilities, evidence, probe, import",
        "rulesrouter catalog",
        "commands")]
    [InlineData(
        "decide --polcy x",
        "`rulesrouter decide` has no option `--polcy`; did you mean `--policy`?",
        "rulesrouter decide",
        "options")]
    [InlineData(
        "validate --fromat json POLICIES",
        "`rulesrouter validate` has no option `--fromat`; did you mean `--format`?",
        "rulesrouter validate",
        "options")]
    [InlineData(
        "validate POLICIES --fromat=json",
        "`rulesrouter validate` has no option `--fromat`; did you mean `--format`?",
        "rulesrouter validate",
        "options")]
    [InlineData(
        "validate --format jsn",
        "`--format` cannot be `jsn`; did you mean `json`?",
        "rulesrouter validate",
        "options")]
    [InlineData(
        "validate --format xml",
        "`--format` cannot be `xml`; it is one of human, json, sarif, github, junit",
        "rulesrouter validate",
        "options")]
    [InlineData(
        "suite run x --max-usd abc",
        "`--max-usd` cannot be `abc`; it is a number, such as 2.5",
        "rulesrouter suite run",
        "options")]
    [InlineData("serve --prot 80", "`rulesrouter serve` has no option `--prot`; did you mean `--url`?", "rulesrouter serve", "options")]
    [InlineData("test --seed x", "`--seed` cannot be `x`; it is an integer, such as 10", "rulesrouter test", "options")]
    [InlineData(
        "test --seed",
        "`--seed` has no value: random seed; the same seed draws the same requests",
        "rulesrouter test",
        "options")]
    public void A_command_line_that_cannot_run_says_why(string arguments, string problem, string command, string kind)
    {
        var result = Terminal.Run(Words(arguments));

        Assert.Equal(2, result.ExitCode);
        Assert.Equal($"error: {problem}\n`{command} --help` lists the {kind}\n", result.Error);
    }

    [Fact]
    public void A_folder_given_to_a_command_with_an_option_for_it_names_the_option()
    {
        var result = Terminal.Run("table", Policies);

        Assert.Equal(
            $"error: `rulesrouter table` takes no argument `{Policies}`; did you mean `--policies {Policies}`?\n"
            + "`rulesrouter table --help` lists the options\n",
            result.Error);
    }

    [Fact]
    public void Every_missing_option_is_named_with_what_it_is_for()
    {
        var result = Terminal.Run("keys", "create");

        Assert.DoesNotContain("Required", result.Error, StringComparison.Ordinal);
        Assert.Contains("error: `--scope` is missing: ", result.Error, StringComparison.Ordinal);
        Assert.Contains("error: `id` is missing: ", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("deepseek-chat", "no endpoint matches `deepseek-chat`; `*deepseek-chat*` matches ")]
    [InlineData("mistral/codestral-latst", "no endpoint matches `mistral/codestral-latst`; did you mean `mistral/codestral-latest`?")]
    [InlineData("nosuch", "no endpoint matches `nosuch`; `rulesrouter catalog show` lists all")]
    public void A_pattern_without_a_match_suggests_one_that_has(string pattern, string problem)
    {
        var result = Terminal.Run("catalog", "show", pattern, "--policies", Policies);

        Assert.Equal(1, result.ExitCode);
        Assert.StartsWith($"error: {problem}", result.Error, StringComparison.Ordinal);
    }

    private static string[] Words(string arguments) => arguments.Replace("POLICIES", Policies, StringComparison.Ordinal).Split(' ');
}
