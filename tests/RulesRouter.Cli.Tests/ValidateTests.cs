namespace RulesRouter.Cli.Tests;

public sealed class ValidateTests
{
    public static TheoryData<string> Cases =>
        [.. Directory.GetDirectories(Repository.TestData("load")).Select(path => Path.GetFileName(path)!).Order()];

    /// <summary>Run with UPDATE_EXPECTED=1 to overwrite the expected output; then review the change.</summary>
    [Theory]
    [MemberData(nameof(Cases))]
    public void Folder_with_errors_prints_the_expected_diagnostics(string name)
    {
        var folder = Path.Combine(Repository.TestData("load"), name);
        var expected = Path.Combine(folder, "expected.txt");
        var result = Terminal.Run("validate", folder);
        var printed = result.Output.Replace(folder.Replace('\\', '/') + "/", "", StringComparison.Ordinal);
        if (Environment.GetEnvironmentVariable("UPDATE_EXPECTED") == "1")
        {
            File.WriteAllText(expected, printed);
        }

        Assert.Equal(File.ReadAllText(expected).ReplaceLineEndings(), printed.ReplaceLineEndings());
        Assert.Equal(printed.Contains(": 0 errors,", StringComparison.Ordinal) ? 0 : 3, result.ExitCode);
    }

    [Fact]
    public void Shipped_policies_have_no_errors() =>
        Assert.Contains(" 0 errors", Terminal.Run("validate", Path.Combine(Repository.Root, "policies")).Output, StringComparison.Ordinal);

    [Fact]
    public void Attributes_that_no_setting_or_key_of_the_service_sets_are_warnings()
    {
        var folder = Directory.CreateTempSubdirectory("writers-").FullName;
        var (policies, keys) = (Path.Combine(folder, "policies"), Path.Combine(folder, "keys.yaml"));
        var settings = Path.Combine(folder, "service.yaml");
        Directory.CreateDirectory(policies);
        File.WriteAllText(
            Path.Combine(policies, "policy.yaml"),
            """
            apiVersion: rulesrouter/v1
            kind: RoutingPolicy
            metadata: { name: p }
            spec:
              attributes:
                plan: { type: enum, values: [free, gold], source: key, default: free }
                seats: { type: number, source: key }
                team: { type: text }
                region: { type: text, source: service }
                zone: { type: text, source: service }
              rules: [{ id: default, select: { objective: price } }]
            """);
        File.WriteAllText(
            settings,
            $"apiVersion: rulesrouter/v1\nkind: ServiceSettings\nspec: {{ serviceAttribute: [zone=a], keys: \"{keys}\" }}\n");
        Terminal.Run("keys", "create", "ci", "--scope", "decide", "--attribute", "plan=gold", "--keys", keys);

        var result = Terminal.Run("validate", policies, "--settings", settings);

        Assert.Equal(0, result.ExitCode);
        Assert.Equal(
            [
                "policy.yaml:7:5: warning RR0240: attribute `seats` has no writer: it is never known, since no credential carries it",
                "policy.yaml:9:5: warning RR0240: attribute `region` has no writer: it is never known, since --service-attribute does not set it",
            ],
            result.Output.ReplaceLineEndings("\n").Split('\n')
                .Where(line => line.Contains("RR0240", StringComparison.Ordinal))
                .Select(line => line[line.IndexOf("policy.yaml", StringComparison.Ordinal)..]));
        Assert.DoesNotContain("RR0240", Terminal.Run("validate", policies).Output, StringComparison.Ordinal);
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void Missing_folder_is_a_usage_error()
    {
        var result = Terminal.Run("validate", "no-such-folder");

        Assert.Equal(2, result.ExitCode);
        Assert.Equal("error: `no-such-folder` does not exist\n", result.Error);
    }

    [Theory]
    [InlineData("-1")]
    [InlineData("36501")]
    [InlineData("2147483647")]
    public void Days_of_evidence_outside_a_century_are_a_usage_error(string days)
    {
        var result = Terminal.Run("validate", "--evidence-days", days);

        Assert.Equal(
            (2, "error: --evidence-days must be a number of days from 0 to 36500"),
            (result.ExitCode, result.Error.Split('\n')[0]));
    }
}
