using System.Collections.Immutable;
using System.CommandLine;
using RulesRouter.Cli.Commands;
using RulesRouter.Service.Settings;

namespace RulesRouter.Cli.Tests;

/// <summary>Every setting of `serve` by every source.</summary>
public sealed class SettingOptionsTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("setting-options-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Every_setting_is_read_from_its_flag() => Assert.All(
        SettingTable.All.Where(setting => setting.Flag is not null),
        setting => Assert.Equal(
            (SettingSource.Flag, ValueOf(setting)),
            Read(setting, setting.Type.IsSwitch ? [setting.Flag!] : [setting.Flag!, ValueOf(setting)], [])));

    [Fact]
    public void Every_setting_is_read_from_its_variable() => Assert.All(
        SettingTable.All,
        setting => Assert.Equal(
            (SettingSource.Environment, ValueOf(setting)),
            Read(setting, [], new Dictionary<string, string> { [setting.Variable] = ValueOf(setting) })));

    [Fact]
    public void Every_setting_is_read_from_its_key_in_the_file() => Assert.All(
        SettingTable.All,
        setting =>
        {
            var file = Path.Combine(folder, $"{setting.Name}.yaml");
            var value = setting.Type.IsSwitch || (setting.Type.Accepts("7") && !setting.Type.Accepts("x"))
                ? ValueOf(setting)
                : $"\"{ValueOf(setting)}\"";
            File.WriteAllText(
                file,
                $"apiVersion: rulesrouter/v1\nkind: ServiceSettings\nspec:\n  {setting.Key}: {(setting.IsList ? $"[{value}]" : value)}\n");
            Assert.Equal((SettingSource.File, ValueOf(setting)), Read(setting, ["--settings", file], []));
        });

    private static (SettingSource Source, string Value) Read(
        Setting setting,
        string[] arguments,
        Dictionary<string, string> variables)
    {
        var options = new SettingOptions();
        var command = new RootCommand();
        options.AddTo(command);
        var reading = options.Read(command.Parse(arguments), variables);
        Assert.Empty(reading.Errors);
        Assert.Empty(reading.InFile);
        var effective = reading.Settings.Single(one => one.Setting == setting);
        return (effective.Source, string.Join(',', effective.Values));
    }

    /// <summary>A value that the setting accepts and does not have by default.</summary>
    private static string ValueOf(Setting setting) => setting.Type.Choices is [.., var last] ? last
        : setting.Type.IsSwitch ? "true"
        : new[] { "7", "7KB", "7s", "a.b=7", "tests=0.7", "decide=scope:x" }.First(setting.Type.Accepts);
}
