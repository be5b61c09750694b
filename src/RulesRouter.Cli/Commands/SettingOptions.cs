using System.Collections.Immutable;
using System.CommandLine;
using RulesRouter.Cli.Exits;
using RulesRouter.Service.Settings;

namespace RulesRouter.Cli.Commands;

/// <summary>The settings of <c>serve</c> as options of a command.</summary>
internal sealed class SettingOptions
{
    private readonly ImmutableDictionary<Setting, Option> options = SettingTable.All
        .Where(setting => setting.Flag is not null)
        .ToImmutableDictionary(setting => setting, OptionOf);

    private readonly ImmutableDictionary<Setting, Option<bool>> offOptions = SettingTable.All
        .Where(setting => setting.OffFlag is not null)
        .ToImmutableDictionary(
            setting => setting,
            setting => new Option<bool>(setting.OffFlag!) { Description = $"the same as {setting.Flag} {SettingTypes.None}" });

    private readonly Option<string?> file = new("--settings")
    {
        Description = "file of kind ServiceSettings; flags and environment variables override it",
        HelpName = "FILE",
    };

    public void AddTo(Command command)
    {
        command.Options.Add(file);
        foreach (var setting in SettingTable.All.Where(options.ContainsKey))
        {
            command.Options.Add(options[setting]);
            if (offOptions.GetValueOrDefault(setting) is { } off)
            {
                command.Options.Add(off);
            }
        }
    }

    /// <exception cref="UserError">The settings file cannot be read, or a setting is given and turned off at once.</exception>
    public SettingsReading Read(ParseResult parsed, IReadOnlyDictionary<string, string> variables)
    {
        var flags = new Dictionary<Setting, ImmutableArray<string>>();
        foreach (var (setting, option) in options)
        {
            if (parsed.GetResult(option) is { Implicit: false } given)
            {
                flags[setting] = given.Tokens is [] ? ["true"] : [.. given.Tokens.Select(token => token.Value)];
            }
        }

        foreach (var (setting, _) in offOptions.Where(off => parsed.GetValue(off.Value)))
        {
            if (!flags.TryAdd(setting, [SettingTypes.None]))
            {
                throw new UserError($"{setting.Flag} and {setting.OffFlag} exclude each other; keep one");
            }
        }

        var path = parsed.GetValue(file) ?? variables.GetValueOrDefault(SettingsReader.FileVariable);
        try
        {
            return SettingsReader.Read(flags, variables, path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw UnreadablePath.Error(path!, exception);
        }
    }

    private static Option OptionOf(Setting setting)
    {
        if (setting.Type.IsSwitch)
        {
            return new Option<bool>(setting.Flag!) { Description = setting.Description };
        }

        if (setting.IsList)
        {
            return new Option<string[]>(setting.Flag!)
            {
                Description = setting.Description,
                HelpName = setting.Type.Placeholder,
                AllowMultipleArgumentsPerToken = true,
            };
        }

        var option = new Option<string>(setting.Flag!) { Description = setting.Description, HelpName = setting.Type.Placeholder };
        if (setting.Default is { } value)
        {
            option.DefaultValueFactory = _ => value;
        }

        return option;
    }
}
