using Memori.Recall;

namespace Memori.Tests.Recall;

public sealed class NumberHeapTests
{
    [Fact]
    public void Lists_OfAnySizeThatGrowShrinkAndGo_KeepWhatIsInThem()
    {
        var random = new Random(3);
        var heap = new NumberHeap();
        var lists = Enumerable.Range(0, 40).Select(_ => (Place: 0u, Model: new List<uint>())).ToArray();
        for (var step = 0; step < 4000; step++)
        {
            ref var list = ref lists[random.Next(lists.Length)];
            var count = random.Next(6) switch
            {
                0 => 0,
                1 => random.Next(400_000 / (1 + random.Next(40))),
                2 => Math.Max(0, list.Model.Count - 1),
                _ => list.Model.Count + 1 + random.Next(3),
            };
            list.Place = heap.Resize(list.Place, list.Model.Count, count);
            while (list.Model.Count > count)
            {
                list.Model.RemoveAt(list.Model.Count - 1);
            }

            var numbers = heap[list.Place, count];
            while (list.Model.Count < count)
            {
                numbers[list.Model.Count] = (uint)step;
                list.Model.Add((uint)step);
            }

            if (step % 500 == 499)
            {
                foreach (var (place, model) in lists)
                {
                    heap[place, model.Count].SequenceEqual(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(model)).ShouldBeTrue();
                }
            }
        }

        heap.Bytes.ShouldBeGreaterThan(sizeof(uint) * lists.Sum(list => (long)list.Model.Count));
    }

    [Fact]
    public void Ids_OfAnyForm_AreFoundAgain()
    {
        var ids = new IdTable();
        var known = new Dictionary<string, int>();
        var random = new Random(8);
        var free = new Stack<int>(Enumerable.Range(0, 500).Reverse());
        for (var step = 0; step < 5000; step++)
        {
            var uuid = new Guid(step, 7, 9, 1, 2, 3, 4, 5, 6, 7, 8);
            var id = (step % 4) switch { 0 => uuid.ToString(), 1 => uuid.ToString().ToUpperInvariant(), 2 => $"m{step}", _ => new string('客', 1 + random.Next(190)) + step };
            if (known.Count == 500 || (known.Count > 0 && random.Next(3) == 0))
            {
                var (gone, slot) = known.ElementAt(random.Next(known.Count));
                ids.Remove(slot);
                known.Remove(gone);
                free.Push(slot);
                ids.Find(gone).ShouldBe(-1);
            }

            ids.Find(id).ShouldBe(-1);
            known[id] = free.Pop();
            ids.Add(known[id], id);
            ids.Find(id).ShouldBe(known[id]);
        }

        known.ShouldAllBe(pair => ids[pair.Value] == pair.Key && ids.Find(pair.Key) == pair.Value);
    }
}
