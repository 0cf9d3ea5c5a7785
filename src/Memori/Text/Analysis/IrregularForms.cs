
namespace Memori.Text.Analysis;

/// <summary>English words whose forms no suffix rule brings together.</summary>
internal static class IrregularForms
{
    private static readonly Dictionary<string, string> Forms =
        """
        be: been; become: became; begin: began begun; bite: bit bitten; blow: blew blown; break: broke broken; bring: brought; build: built;
        buy: bought; catch: caught; choose: chose chosen; come: came; cost: costs; deal: dealt; dig: dug; draw: drew drawn; drink: drank drunk;
        drive: drove driven; eat: ate eaten; fall: fell fallen; feed: fed; feel: felt; fight: fought; find: found; fly: flew flown;
        forget: forgot forgotten; forgive: forgave forgiven; freeze: froze frozen; give: gave given; grow: grew grown; hang: hung; hear: heard;
        hide: hid hidden; hold: held; keep: kept; know: knew known; lead: led; leave: left; lend: lent; lose: lost; make: made; mean: meant;
        meet: met; pay: paid; ride: rode ridden; ring: rang rung; rise: rose risen; run: ran; say: said; see: saw seen; seek: sought; sell: sold;
        send: sent; shake: shook shaken; shine: shone; shoot: shot; show: shown; sing: sang sung; sink: sank sunk; sit: sat; sleep: slept;
        speak: spoke spoken; spend: spent; stand: stood; steal: stole stolen; stick: stuck; strike: struck; swim: swam swum; take: took taken;
        teach: taught; tear: tore torn; tell: told; think: thought; throw: threw thrown; understand: understood; wake: woke woken;
        wear: wore worn; win: won; write: wrote written;
        child: children; man: men; woman: women; person: people; foot: feet; tooth: teeth; mouse: mice; goose: geese; wife: wives; life: lives;
        half: halves; knife: knives; leaf: leaves; shelf: shelves; wolf: wolves; good: better best; bad: worse worst;
        mother: mom mum mommy mama; father: dad daddy papa; grandmother: grandma granny; grandfather: grandpa; photo: photograph pic picture;
        television: tv; bicycle: bike; refrigerator: fridge; laboratory: lab; advertisement: ad ads; company: firm; child: kid kids; phone: telephone
        """
        .Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
        .Select(line => line.Split(':', StringSplitOptions.TrimEntries))
        .SelectMany(pair => pair[1].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(form => (Form: form, Base: pair[0])))
        .ToDictionary(pair => pair.Form, pair => pair.Base, StringComparer.Ordinal);

    /// <summary>The base form, or the word itself.</summary>
    public static string BaseOf(string word) => Forms.GetValueOrDefault(word, word);
}
