namespace RulesRouter.Cli.Tests;

public sealed class ParameterTests : IDisposable
{
    private static readonly string Policies = Path.Combine(Repository.Root, "policies");

    private readonly string folder = Directory.CreateTempSubdirectory("parameters").FullName;

    [Fact]
    public void Option_overrides_the_parameters_file_and_both_change_the_revision()
    {
        var file = Write("apiVersion: rulesrouter/v1\nkind: Parameters\nspec:\n  support-chat: { maxOutputPrice: 9, urgentFrom: 3 }\n");
        var plain = Decide();
        var byFile = Decide("--parameters", file);
        var byFlag = Decide("--parameters", file, "--set", "support-chat.maxOutputPrice=8.5");

        Assert.Contains("  param.maxOutputPrice = 20  (default)", plain.Output, StringComparison.Ordinal);
        Assert.Contains($"  param.maxOutputPrice = 9  ({file})", byFile.Output, StringComparison.Ordinal);
        Assert.Contains("  param.maxOutputPrice = 8.5  (--set)", byFlag.Output, StringComparison.Ordinal);
        Assert.Contains($"  param.urgentFrom = 3  ({file})", byFlag.Output, StringComparison.Ordinal);
        Assert.Contains("      it constrains price.outputPerMTok.max to 8.5", byFlag.Output, StringComparison.Ordinal);
        Assert.Equal(
            3,
            new[] { plain, byFile, byFlag }.Select(
                run => run.Output.Split('\n').First(line => line.StartsWith("revision ", StringComparison.Ordinal))).Distinct().Count());
    }

    [Theory]
    [InlineData("support-chat.maxOutputPrice=31", "`maxOutputPrice` must be at most 30, found 31")]
    [InlineData("support-chat.maxOutputPrice=cheap", "`maxOutputPrice` must be a number")]
    [InlineData("support-chat.maxOutputPrize=3", "policy `support-chat` has no parameter `maxOutputPrize`")]
    [InlineData("suport-chat.maxOutputPrice=3", "unknown policy `suport-chat`")]
    public void Parameter_value_of_the_wrong_type_is_a_located_error(string setting, string message)
    {
        var result = Terminal.Run("validate", Policies, "--set", setting);

        Assert.Equal(3, result.ExitCode);
        Assert.Contains(
            $"--set:1:1: error RR0233: {message}\n     1 | {setting}\n       | {new string('^', setting.Length)}\n",
            result.Output,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("`--set maxOutputPrice=3` must have the form policy.parameter=value", "maxOutputPrice=3")]
    [InlineData("`--set support-chat.maxOutputPrice` is set twice", "support-chat.maxOutputPrice=3", "support-chat.maxOutputPrice=4")]
    public void Malformed_or_repeated_setting_is_a_usage_error(string message, params string[] settings)
    {
        var result = Terminal.Run(["validate", Policies, .. settings.SelectMany(setting => new[] { "--set", setting })]);

        Assert.Equal(2, result.ExitCode);
        Assert.Equal($"error: {message}", result.Error.Trim());
    }

    [Fact]
    public void Missing_parameters_file_is_a_usage_error()
    {
        var missing = Path.Combine(folder, "missing.yaml");

        var result = Terminal.Run("validate", Policies, "--parameters", missing);

        Assert.Equal(2, result.ExitCode);
        Assert.Equal($"error: `{missing}` does not exist\n", result.Error);
    }

    [Fact]
    public void Policy_or_folder_as_parameters_file_is_a_usage_error()
    {
        var policy = Path.Combine(Policies, "support-chat", "policy.yaml");

        var ofPolicy = Terminal.Run("validate", Policies, "--at", "2026-09-01T12:00:00Z", "--parameters", policy);
        var ofFolder = Terminal.Run("validate", Policies, "--parameters", Policies);

        Assert.Equal(3, ofPolicy.ExitCode);
        Assert.Contains(
            "error RR0100: expected a document of kind Parameters, found RoutingPolicy\n",
            ofPolicy.Output,
            StringComparison.Ordinal);
        Assert.Equal(2, ofFolder.ExitCode);
        Assert.Equal($"error: `{Policies}` is a folder; expected one file of kind Parameters", ofFolder.Error.Trim());
    }

    [Fact]
    public void Validate_lists_every_waiver() =>
        Assert.Contains(
            "waiver `support-chat/archive-pilot` of `dataRetentionDays` of `support-chat/customers-text-is-not-trained-on`",
            Terminal.Run("validate", Policies, "--at", "2026-09-01T12:00:00Z").Output,
            StringComparison.Ordinal);

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static Terminal Decide(params string[] more) => Terminal.Run(
    [
        "decide",
        "--policies",
        Policies,
        "--policy",
        "support-chat",
        "--prompt",
        "Where is my refund?",
        "--key-attribute",
        "sensitivity=public",
        "--allow-sample-evidence",
        "--explain",
        "--classifier",
        "none",
        .. more,
    ]);

    private string Write(string text)
    {
        var path = Path.Combine(folder, "production.yaml").Replace('\\', '/');
        File.WriteAllText(path, text);
        return path;
    }
}
