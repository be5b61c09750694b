using System.Text;
using System.Text.Json;
using RulesRouter.Gateway.Dialects.Json;

namespace RulesRouter.Gateway.Tests.Dialects;

public sealed class TopLevelTests
{
    [Theory]
    [InlineData("{}")]
    [InlineData("""{"a":1}""")]
    [InlineData(""" { "a" : [1, {"b": null}] , "b":{"c":"}"}, "d" : true,"e":false, "f":null,"g":-1.5e3, "h":"\"\u00e4ß" } """)]
    [InlineData("""{"a":1,"a":2,"":"","\u0061":"x"}""")]
    public void Fields_of_a_document_are_those_of_its_bytes(string json)
    {
        var bytes = Encoding.UTF8.GetBytes(json);
        using var document = JsonDocument.Parse(bytes);

        Assert.Equal(TopLevel.Fields(bytes), TopLevel.Fields(bytes, document.RootElement));
    }
}
