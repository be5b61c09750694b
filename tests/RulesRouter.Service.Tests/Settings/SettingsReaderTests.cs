using System.Collections.Immutable;
using RulesRouter.Diagnostics.Rendering;
using RulesRouter.Service.Settings;

namespace RulesRouter.Service.Tests.Settings;

public sealed class SettingsReaderTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("settings-").FullName;

    [Fact]
    public void A_flag_overrides_a_variable_a_variable_the_file_and_the_file_the_default()
    {
        var file = Written("  url: http://127.0.0.1:1\n  checkEvery: 11\n  maxConcurrent: 12\n");

        var reading = Read(
            file,
            [("url", "http://127.0.0.1:3")],
            ("RULESROUTER_URL", "http://127.0.0.1:2"),
            ("RULESROUTER_CHECK_EVERY", "22"));

        var options = reading.Options!;
        Assert.Equal(
            ("http://127.0.0.1:3", 22, 12, 1_024d),
            (options.Url, options.CheckEvery, options.MaxConcurrent, options.MinBodyRate));
        Assert.Equal(
            [SettingSource.Flag, SettingSource.Environment, SettingSource.File, SettingSource.Default],
            new[] { "url", "check-every", "max-concurrent", "min-body-rate" }.Select(
                name => reading.Settings.Single(setting => setting.Setting.Name == name).Source));
    }

    [Fact]
    public void A_list_of_a_later_source_replaces_the_earlier_one()
    {
        var file = Written("  down: [a, b]\n");

        Assert.Equal(["a", "b"], Read(file, []).Options!.Down);
        Assert.Equal(["c", "d"], Read(file, [], ("RULESROUTER_DOWN", "c;d")).Options!.Down);
    }

    [Fact]
    public void None_turns_a_file_off_and_a_later_source_on_again()
    {
        var file = Written("  record: none\n  outcomes: none\n");

        Assert.Null(Read(file, []).Options!.RecordPath);
        Assert.Equal("r.jsonl", Read(file, [("record", "r.jsonl")]).Options!.RecordPath);
    }

    [Fact]
    public void A_file_with_errors_reports_all_of_them_with_their_place()
    {
        var file = Written("  chekEvery: 5\n  url: 8080\n  down: acme\n  record: \"\"\n");

        Assert.Equal(
            """
            settings.yaml:4:3: error RR0101: unknown key `chekEvery`
                 4 |   chekEvery: 5
                   |   ^^^^^^^^^
                   = help: did you mean `checkEvery`?
            settings.yaml:5:8: error RR0102: `url` must be a string, found 8080
                 5 |   url: 8080
                   |        ^^^^
            settings.yaml:6:9: error RR0102: `down` must be a list, found "acme"
                 6 |   down: acme
                   |         ^^^^
                   = help: write `[acme]`
            settings.yaml:7:11: error RR0104: `record` must be a file or folder, or `none`, found ``
                 7 |   record: ""
                   |           ^^

            """,
            Rendered(Read(file, [])));
    }

    [Fact]
    public void A_value_of_the_file_that_the_setting_rejects_has_its_place()
    {
        var file = Written("  checkEvery: -1\n  pollInterval: 2\n  maxBody: \"8\"\n  keyAttribute: [team=a, x, team=b]\n");

        var reading = Read(file, []);

        Assert.Equal(
            """
            settings.yaml:4:15: error RR0104: `checkEvery` must be at least 0, found -1
                 4 |   checkEvery: -1
                   |               ^^
            settings.yaml:5:17: error RR0102: `pollInterval` must be a string, found 2
                 5 |   pollInterval: 2
                   |                 ^
            settings.yaml:6:12: error RR0104: `maxBody` must be a size such as 64KB, 8MB or 1GB, found `8`
                 6 |   maxBody: "8"
                   |            ^^^
            settings.yaml:7:26: error RR0104: `keyAttribute` must be name=value, found `x`
                 7 |   keyAttribute: [team=a, x, team=b]
                   |                          ^
            settings.yaml:7:29: error RR0104: keyAttribute team is given twice: `team=a`, `team=b`; keep one
                 7 |   keyAttribute: [team=a, x, team=b]
                   |                             ^^^^^^

            """,
            Rendered(reading));
    }

    [Theory]
    [InlineData("", "the file is empty")]
    [InlineData("- a\n", "the document is not an object")]
    [InlineData("apiVersion: rulesrouter/v1\nkind: Parameters\nspec: {}\n", "`kind` cannot be \"Parameters\"")]
    [InlineData("apiVersion: rulesrouter/v1\nkind: ServiceSettings\n", "`spec` is missing")]
    [InlineData("apiVersion: rulesrouter/v1\nkind: ServiceSettings\nspec: { url: a, url: b }\n", "duplicate key `url` (first at 3:9)")]
    public void A_file_that_holds_no_settings_is_an_error(string text, string message)
    {
        var path = Path.Combine(folder, "settings.yaml");
        File.WriteAllText(path, text);

        var reading = Read(path, []);

        Assert.Null(reading.Options);
        Assert.Equal([message], reading.InFile.Select(diagnostic => diagnostic.Message));
    }

    [Fact]
    public void Errors_of_flags_and_variables_name_them()
    {
        var reading = Read(
            null,
            [("min-body-rate", "0"), ("allow-at", "yes")],
            ("RULESROUTER_POLL_INTERVAL", "2"),
            ("RULESROUTER_MAX_BODY", "0KB"),
            ("RULESROUTER_KEY_ATTRIBUTE", "team=a;team=b;c"));

        Assert.Null(reading.Options);
        Assert.Equal(
            [
                "RULESROUTER_KEY_ATTRIBUTE must be name=value, found `c`",
                "RULESROUTER_KEY_ATTRIBUTE team is given twice: `team=a`, `team=b`; keep one",
                "RULESROUTER_MAX_BODY must be a size such as 64KB, 8MB or 1GB, found `0KB`",
                "RULESROUTER_POLL_INTERVAL must be a time such as 500ms, 2s, 5m or 1h, at most 24d, found `2`",
                "--allow-at must be true or false, found `yes`",
                "--min-body-rate must be a number from 1 on, found `0`",
            ],
            reading.Errors.Order(StringComparer.Ordinal).OrderBy(error => error.StartsWith("--", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("upstream-total-timeout", "25d", "--upstream-total-timeout must be a time such as 500ms, 2s, 5m or 1h, at most 24d, found `25d`")]
    [InlineData("budget-timeout", "36501d", "--budget-timeout must be a time such as 500ms, 2s, 5m, 1h or 30d, at most 36500d, found `36501d`")]
    [InlineData("poll-interval", "0s", "--poll-interval must be a time such as 500ms, 2s, 5m or 1h, at most 24d, found `0s`")]
    public void A_time_that_no_timer_or_calendar_holds_is_an_error(string flag, string value, string error) =>
        Assert.Equal(error, Assert.Single(Read(null, [(flag, value)]).Errors));

    [Fact]
    public void The_longest_times_are_read()
    {
        var options = Read(null, [("poll-interval", "24d"), ("record-retention", "36500d")]).Options!;

        Assert.Equal((TimeSpan.FromDays(24), TimeSpan.FromDays(36_500)), (options.PollInterval, options.RecordRetention));
    }

    [Fact]
    public void An_unknown_variable_is_a_warning_unless_it_is_empty_or_set_by_Kubernetes()
    {
        var reading = Read(
            null,
            [],
            ("RULESROUTER_POLICES", "x"),
            ("RULESROUTER_EMPTY", ""),
            ("RULESROUTER_SERVICE_HOST", "10.0.0.1"),
            ("RULESROUTER_PORT_8080_TCP_ADDR", "10.0.0.1"),
            ("RULESROUTER_PORT", "tcp://10.0.0.1:8080"),
            ("PATH", "/bin"));

        Assert.NotNull(reading.Options);
        Assert.Equal(
            "unknown environment variable `RULESROUTER_POLICES`; did you mean `RULESROUTER_POLICIES`?",
            string.Join('\n', reading.Warnings));
    }

    [Fact]
    public void A_variable_names_the_file()
    {
        var file = Written("  checkEvery: 11\n");

        Assert.Equal(11, Read(null, [], ("RULESROUTER_SETTINGS", file)).Options!.CheckEvery);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static SettingsReading Read(
        string? file,
        (string Name, string Value)[] flags,
        params (string Name, string Value)[] variables) =>
        SettingsReader.Read(
            flags.ToDictionary(
                flag => SettingTable.All.Single(setting => setting.Name == flag.Name),
                flag => ImmutableArray.Create(flag.Value)),
            variables.ToDictionary(variable => variable.Name, variable => variable.Value),
            file);

    private string Written(string spec)
    {
        var path = Path.Combine(folder, "settings.yaml");
        File.WriteAllText(path, "apiVersion: rulesrouter/v1\nkind: ServiceSettings\nspec:\n" + spec);
        return path;
    }

    private string Rendered(SettingsReading reading)
    {
        using var text = new StringWriter();
        FindingRenderer.Write(text, reading.InFile, FindingFormat.Human);
        return text.ToString().ReplaceLineEndings("\n").Replace(folder + "/", "", StringComparison.Ordinal);
    }
}
