using YamlDotNet.RepresentationModel;

namespace RulesRouter.Differential.Tests.Naive;

/// <summary>A YAML document as dictionaries, lists and strings.</summary>
internal static class NaiveYaml
{
    public static Dictionary<string, object> Read(string text)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(text));
        return (Dictionary<string, object>)Convert(stream.Documents[0].RootNode);
    }

    public static Dictionary<string, object> Map(this Dictionary<string, object> map, string key) =>
        map.TryGetValue(key, out var value) ? (Dictionary<string, object>)value : [];

    public static List<object> List(this Dictionary<string, object> map, string key) =>
        map.TryGetValue(key, out var value) ? (List<object>)value : [];

    public static List<string> Strings(this Dictionary<string, object> map, string key) => [.. map.List(key).Cast<string>()];

    public static string? Text(this Dictionary<string, object> map, string key) =>
        map.TryGetValue(key, out var value) ? (string)value : null;

    public static double? Number(this Dictionary<string, object> map, string key) =>
        map.Text(key) is { } text ? double.Parse(text, System.Globalization.CultureInfo.InvariantCulture) : null;

    public static decimal? Money(this Dictionary<string, object> map, string key) =>
        map.Text(key) is { } text ? decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture) : null;

    public static bool? Boolean(this Dictionary<string, object> map, string key) => map.Text(key) is { } text ? text == "true" : null;

    private static object Convert(YamlNode node) => node switch
    {
        YamlMappingNode mapping => mapping.Children.ToDictionary(pair => ((YamlScalarNode)pair.Key).Value!, pair => Convert(pair.Value)),
        YamlSequenceNode sequence => sequence.Children.Select(Convert).ToList(),
        YamlScalarNode scalar => scalar.Value!,
        _ => throw new NotSupportedException(node.NodeType.ToString()),
    };
}
