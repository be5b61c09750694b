namespace RulesRouter.Cli.Tests;

public sealed class ServeCheckTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("serve-check-").FullName;

    [Fact]
    public void Prints_every_setting_with_its_source_and_exits_0()
    {
        var file = Written("  checkEvery: 11\n  record: none\n");

        var result = Terminal.RunIn(
            new Dictionary<string, string> { ["RULESROUTER_SETTINGS"] = file, ["RULESROUTER_MAX_CONCURRENT"] = "9" },
            ["serve", "--check", "--policies", Repository.TestData("serve"), "--classifier", "none", "--no-outcomes"]);

        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        var lines = result.Output.ReplaceLineEndings("\n").Split('\n').Select(Squeezed);
        Assert.Superset(
            new HashSet<string>(
                [
                    "checkEvery 11 settings file",
                    "record none settings file",
                    "maxConcurrent 9 RULESROUTER_MAX_CONCURRENT",
                    "classifier none --classifier",
                    "outcomes none --outcomes",
                    "url http://127.0.0.1:8080 default",
                ]),
            lines.ToHashSet());
        Assert.Contains("settings and policies load, revision sha256:", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Exits_1_with_a_warning()
    {
        var result = Terminal.RunIn(
            new Dictionary<string, string> { ["RULESROUTER_RECROD"] = "x" },
            "serve",
            "--check",
            "--classifier",
            "none",
            "--policies",
            Repository.TestData("serve"));

        Assert.Equal(
            (1, "warning: unknown environment variable `RULESROUTER_RECROD`; did you mean `RULESROUTER_RECORD`?\n"),
            (result.ExitCode, result.Error.ReplaceLineEndings("\n")));
    }

    [Fact]
    public void Exits_2_with_every_error_of_all_sources()
    {
        var file = Written("  chekEvery: 11\n");

        var result = Terminal.RunIn(
            new Dictionary<string, string> { ["RULESROUTER_ALLOW_AT"] = "maybe" },
            "serve",
            "--check",
            "--settings",
            file,
            "--max-concurrent",
            "0");

        Assert.Equal(
            (2, $"""
            {file}:4:3: error RR0101: unknown key `chekEvery`
                 4 |   chekEvery: 11
                   |   ^^^^^^^^^
                   = help: did you mean `checkEvery`?
            error: RULESROUTER_ALLOW_AT must be true or false, found `maybe`
            error: --max-concurrent must be a number from 1 on, found `0`

            """),
            (result.ExitCode, result.Error.ReplaceLineEndings("\n")));
    }

    [Fact]
    public void Exits_2_without_the_settings_file()
    {
        var result = Terminal.Run("serve", "--check", "--settings", "missing.yaml");

        Assert.Equal((2, "error: `missing.yaml` does not exist\n"), (result.ExitCode, result.Error.ReplaceLineEndings("\n")));
    }

    [Fact]
    public void Exits_3_with_policies_that_do_not_load()
    {
        File.WriteAllText(Path.Combine(folder, "policy.yaml"), "apiVersion: rulesrouter/v1\nkind: Nonsense\n");

        var result = Terminal.Run("serve", "--check", "--policies", folder);

        Assert.Equal((3, ""), (result.ExitCode, result.Error));
        Assert.Contains("policy.yaml:2:7: error RR0100: unknown kind `Nonsense`", result.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("error: --gateway-policy smal: no policy is named `smal`; did you mean `small`?\n", "--gateway-policy", "smal")]
    [InlineData("error: --gateway-policy other: no policy is named `other`; policies are small\n", "--gateway-policy", "other")]
    [InlineData(
        "error: --gateway-policy smal: no policy is named `smal`; did you mean `small`?\n"
            + "error: --gateway-alias fast=policy/nope: no policy is named `nope`; policies are small\n",
        "--gateway-policy",
        "smal",
        "--gateway-alias",
        "fast=policy/nope",
        "good=policy/small")]
    public void Exits_2_with_a_policy_of_the_gateway_that_does_not_exist(string expected, params string[] options)
    {
        var result = Terminal.Run(
            ["serve", "--check", "--classifier", "none", "--policies", Repository.TestData("serve"), "--no-outcomes", .. options]);

        Assert.Equal((2, expected), (result.ExitCode, result.Error.ReplaceLineEndings("\n")));
    }

    [Theory]
    [InlineData("warning: --gateway-alias fast=small: no endpoint has model `small`; did you mean `policy/small`?\n", "fast=small")]
    [InlineData("warning: --gateway-alias fast=polcy/small: no endpoint has model `polcy/small`; did you mean `policy/small`?\n", "fast=polcy/small")]
    [InlineData(
        "warning: --gateway-alias fast=gpt-9: no endpoint has model `gpt-9`; `rulesrouter catalog show` lists the models\n",
        "fast=gpt-9",
        "good=one/m",
        "better=m")]
    public void Exits_1_with_an_alias_of_an_unknown_model(string expected, params string[] aliases)
    {
        var result = Terminal.Run(
            ["serve", "--check", "--classifier", "none", "--policies", Repository.TestData("serve"), "--gateway-alias", .. aliases]);

        Assert.Equal((1, expected), (result.ExitCode, result.Error.ReplaceLineEndings("\n")));
    }

    [Fact]
    public void Exits_1_with_a_key_for_a_policy_that_does_not_exist()
    {
        var keys = Path.Combine(folder, "keys.yaml");
        Terminal.Run("keys", "create", "ci", "--scope", "decide", "--policy", "smal", "--keys", keys);

        var result = Terminal.Run(
            "serve", "--check", "--classifier", "none", "--policies", Repository.TestData("serve"), "--keys", keys);

        Assert.Equal(
            (1, "warning: key `ci`: no policy is named `smal`; did you mean `small`?\n"),
            (result.ExitCode, result.Error.ReplaceLineEndings("\n")));
    }

    [Fact]
    public void Opens_no_file_and_no_port()
    {
        var record = Path.Combine(folder, "new", "decisions.jsonl");
        var outcomes = Path.Combine(folder, "new", "outcomes.db");

        Terminal.Run("serve", "--check", "--policies", Repository.TestData("serve"), "--record", record, "--outcomes", outcomes);

        Assert.Empty(Directory.GetFileSystemEntries(folder));
    }

    [Fact]
    public void A_file_and_its_absence_exclude_each_other()
    {
        var result = Terminal.Run("serve", "--check", "--record", "a", "--no-record");

        Assert.Equal(
            (2, "error: --record and --no-record exclude each other; keep one\n"),
            (result.ExitCode, result.Error.ReplaceLineEndings("\n")));
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static string Squeezed(string line) => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries));

    private string Written(string spec)
    {
        var path = Path.Combine(folder, "settings.yaml");
        File.WriteAllText(path, "apiVersion: rulesrouter/v1\nkind: ServiceSettings\nspec:\n" + spec);
        return path;
    }
}
