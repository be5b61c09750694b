using RulesRouter.Service.Options;
using RulesRouter.Service.Settings;

namespace RulesRouter.Service.Tests.Settings;

/// <summary>The README's table and the schema derive from the table of settings: <c>make settings</c> writes them.</summary>
public sealed class SettingTableTests
{
    private const string Start = "<!-- settings: written by `make settings` -->\n";
    private const string End = "<!-- end of settings -->";

    private static readonly string Readme = Path.Combine(Repository.Root, "src", "RulesRouter.Service", "README.md");
    private static readonly string Schema = Path.Combine(Repository.Root, "schemas", "service-settings.schema.json");

    private static bool IsUpdate => Environment.GetEnvironmentVariable("UPDATE_EXPECTED") == "1";

    [Fact]
    public void Table_in_the_readme_is_the_one_of_this_build()
    {
        var text = File.ReadAllText(Readme).ReplaceLineEndings("\n");
        var (start, end) = (text.IndexOf(Start, StringComparison.Ordinal) + Start.Length, text.IndexOf(End, StringComparison.Ordinal));
        if (IsUpdate)
        {
            File.WriteAllText(Readme, text[..start] + SettingsPage.Write() + text[end..]);
        }

        Assert.True(text[start..end] == SettingsPage.Write(), $"run `make settings` and commit {Readme}");
    }

    [Fact]
    public void Schema_is_the_one_of_this_build()
    {
        var text = File.ReadAllText(Schema);
        if (IsUpdate)
        {
            File.WriteAllText(Schema, SettingsSchema.Write());
        }

        Assert.True(text == SettingsSchema.Write(), $"run `make settings` and commit {Schema}");
    }

    [Fact]
    public void Names_flags_variables_and_keys_are_unique()
    {
        Assert.Distinct(SettingTable.All.Select(setting => setting.Name));
        Assert.Distinct(SettingTable.All.SelectMany(setting => (string?[])[setting.Flag, setting.OffFlag]).Where(flag => flag is not null));
    }

    [Fact]
    public void Every_default_is_a_value_of_its_setting() =>
        Assert.DoesNotContain(SettingTable.All, setting => setting.Default is { } value && !setting.Type.Accepts(value));

    /// <summary>Tests and programs that build a service without the table get what `serve` does, except files.</summary>
    [Fact]
    public void Defaults_of_the_table_are_those_of_the_options()
    {
        var options = SettingTable.All.Where(setting => setting.Default is not null)
            .Aggregate(new ServiceOptions { PoliciesPath = "" }, (built, setting) => setting.Apply(built, [setting.Default!]));

        var expected = new ServiceOptions
        {
            PoliciesPath = "policies",
            RecordPath = SettingTable.DefaultRecord,
            OutcomesPath = SettingTable.DefaultOutcomes,
            StatePath = SettingTable.DefaultState,
            Access = new() { AuditPath = AccessSettings.DefaultAudit },
            Loading = new LoadingOptions { StatePath = SettingTable.DefaultPolicyState },
        };
        Assert.Equal($"{expected}", $"{options}");
    }

    [Fact]
    public void Every_setting_changes_the_options()
    {
        var before = new ServiceOptions { PoliciesPath = "" };

        Assert.All(SettingTable.All, setting => Assert.NotEqual(before, setting.Apply(before, [Other(setting)])));
    }

    private static string Other(Setting setting) => setting.Type.Choices is [.., var last] ? last
        : setting.Type.IsSwitch ? "true"
        : new[] { "7", "7KB", "7s", "a.b=7", "tests=0.7", "decide=scope:x" }.First(setting.Type.Accepts);
}
