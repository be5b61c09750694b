namespace RulesRouter.Service.Settings;

/// <summary>Where a value comes from; a later one overrides an earlier one.</summary>
internal enum SettingSource
{
    Default,
    File,
    Environment,
    Flag,
}
