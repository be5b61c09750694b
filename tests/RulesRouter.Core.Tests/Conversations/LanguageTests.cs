using RulesRouter.Conversations;

namespace RulesRouter.Core.Tests.Conversations;

public sealed class LanguageTests
{
    [Theory]
    [InlineData("Why does this function return the wrong value?", "en")]
    [InlineData("Warum gibt diese Funktion den falschen Wert zurück und wie kann ich das ändern?", "de")]
    [InlineData("Pourquoi cette fonction ne retourne pas la bonne valeur ?", "fr")]
    [InlineData("¿Por qué esta función no devuelve el valor correcto y cómo la corrijo?", "es")]
    [InlineData("Por que esta função não devolve o valor certo para você?", "pt")]
    [InlineData("Perché questa funzione non restituisce il valore giusto e come la correggo?", "it")]
    [InlineData("Waarom geeft deze functie niet de juiste waarde terug?", "nl")]
    [InlineData("Dlaczego ta funkcja nie zwraca wartości i jak to zmienić?", "pl")]
    [InlineData("Почему эта функция возвращает неверное значение?", "ru")]
    [InlineData("Чому ця функція повертає неправильне значення і як це виправити?", "uk")]
    [InlineData("为什么这个函数返回错误的值?", "zh")]
    [InlineData("この関数はなぜ間違った値を返すのですか?", "ja")]
    [InlineData("이 함수는 왜 잘못된 값을 반환합니까?", "ko")]
    [InlineData("لماذا تعيد هذه الدالة قيمة خاطئة؟", "ar")]
    [InlineData("यह फ़ंक्शन गलत मान क्यों लौटाता है?", "hi")]
    [InlineData("Neden bu fonksiyon yanlış bir değer döndürüyor ve ne yapmalıyım?", "tr")]
    [InlineData("int x = 5; foo(x);", null)]
    [InlineData("", null)]
    public void Language_is_that_of_script_or_frequent_words(string text, string? expected) => Assert.Equal(expected, Language.Of(text));
}
