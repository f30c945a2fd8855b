-- What anybody's rows point at stays, so that no log loses its link; the chapter takes it over again when it is
-- applied. The rest goes, and all that the chapter says of what an exercise needs.
-- Nobody links anything in the meantime.
lock table public.exercises, public.equipment in exclusive mode;

with listed as (
  select private.seed_id('exercise', s.slug) as id
  from unnest('{
    barbell-bench-press, paused-barbell-bench-press, close-grip-barbell-bench-press,
    wide-grip-barbell-bench-press, feet-up-barbell-bench-press, incline-barbell-bench-press,
    decline-barbell-bench-press, barbell-floor-press, dumbbell-bench-press, incline-dumbbell-bench-press,
    decline-dumbbell-bench-press, dumbbell-floor-press, dumbbell-squeeze-press, smith-machine-bench-press,
    smith-machine-incline-bench-press, smith-machine-decline-bench-press, smith-machine-close-grip-bench-press,
    cable-bench-press, incline-cable-bench-press, machine-chest-press, machine-incline-chest-press,
    machine-decline-chest-press, iso-lateral-chest-press, plate-loaded-incline-chest-press,
    plate-loaded-decline-chest-press, band-chest-press, plate-press, svend-press, dumbbell-chest-fly,
    incline-dumbbell-chest-fly, decline-dumbbell-chest-fly, dumbbell-around-the-world, cable-crossover,
    low-cable-crossover, single-arm-cable-crossover, seated-cable-chest-fly, pec-deck, machine-chest-fly,
    band-chest-fly, suspension-chest-fly, dumbbell-pullover, machine-pullover, push-up, knee-push-up,
    close-grip-push-up, diamond-push-up, clap-push-up, incline-push-up, decline-push-up, one-arm-push-up,
    ring-push-up, band-push-up, plank-push-up, pike-push-up, handstand-push-up, chest-dip, assisted-chest-dip,
    triceps-dip, assisted-triceps-dip, ring-dip, bench-dip, floor-triceps-dip, machine-dip,
    barbell-overhead-press, strict-military-press, seated-barbell-overhead-press, behind-the-neck-barbell-press,
    push-press, log-press, dumbbell-overhead-press, seated-dumbbell-overhead-press, dumbbell-shoulder-press,
    one-arm-dumbbell-overhead-press, arnold-press, smith-machine-overhead-press, machine-shoulder-press,
    plate-loaded-shoulder-press, cable-overhead-press, kettlebell-overhead-press, single-arm-landmine-press,
    dumbbell-lateral-raise, seated-dumbbell-lateral-raise, cable-lateral-raise, single-arm-cable-lateral-raise,
    machine-lateral-raise, band-lateral-raise, dumbbell-front-raise, barbell-front-raise, cable-front-raise,
    plate-front-raise, overhead-plate-raise, band-front-raise, suspension-front-raise, dumbbell-reverse-fly,
    chest-supported-dumbbell-reverse-fly, cable-reverse-fly, single-arm-cable-reverse-fly, machine-reverse-fly,
    face-pull, band-pull-apart, chest-supported-y-raise, barbell-upright-row, dumbbell-upright-row,
    cable-upright-row, cable-external-rotation, shoulder-tap, pull-up, assisted-pull-up, band-pull-up,
    wide-grip-pull-up, neutral-grip-pull-up, ring-pull-up, sternum-pull-up, negative-pull-up, scapular-pull-up,
    kipping-pull-up, muscle-up, chin-up, assisted-chin-up, lat-pulldown, wide-grip-lat-pulldown,
    close-grip-lat-pulldown, reverse-grip-lat-pulldown, single-arm-lat-pulldown, machine-lat-pulldown,
    band-lat-pulldown, kneeling-band-pulldown, straight-arm-pulldown, rope-straight-arm-pulldown,
    barbell-bent-over-row, underhand-barbell-row, pendlay-row, t-bar-row, landmine-row, meadows-row,
    dumbbell-bent-over-row, one-arm-dumbbell-row, chest-supported-dumbbell-row, renegade-row, gorilla-row,
    seated-cable-row, straight-bar-seated-cable-row, wide-grip-seated-cable-row, single-arm-cable-row,
    machine-row, iso-lateral-row, iso-lateral-high-row, iso-lateral-low-row, inverted-row, suspension-row,
    band-bent-over-row, barbell-shrug, dumbbell-shrug, smith-machine-shrug, machine-shrug, cable-shrug,
    back-extension, weighted-back-extension, machine-back-extension, reverse-hyperextension, superman,
    barbell-good-morning, barbell-curl, dumbbell-curl, ez-bar-curl, cable-curl, machine-curl, suspension-curl,
    kettlebell-curl, plate-curl, dumbbell-hammer-curl, cross-body-hammer-curl, cable-hammer-curl,
    band-hammer-curl, barbell-preacher-curl, ez-bar-preacher-curl, dumbbell-preacher-curl, machine-preacher-curl,
    incline-dumbbell-curl, dumbbell-concentration-curl, reverse-grip-concentration-curl, barbell-spider-curl,
    dumbbell-spider-curl, drag-curl, zottman-curl, waiter-curl, pinwheel-curl, 21s-curl, rope-cable-curl,
    single-arm-cable-curl, behind-the-back-cable-curl, overhead-cable-curl, barbell-reverse-curl,
    dumbbell-reverse-curl, cable-reverse-curl, band-reverse-curl, triceps-pushdown, rope-triceps-pushdown,
    v-bar-triceps-pushdown, single-arm-triceps-pushdown, cable-triceps-extension,
    overhead-cable-triceps-extension, overhead-dumbbell-triceps-extension, single-arm-dumbbell-triceps-extension,
    overhead-barbell-triceps-extension, machine-triceps-extension, suspension-triceps-extension,
    lying-triceps-extension, barbell-skullcrusher, ez-bar-skullcrusher, dumbbell-skullcrusher, jm-press,
    dumbbell-triceps-kickback, cable-triceps-kickback, dumbbell-wrist-curl, behind-the-back-barbell-wrist-curl,
    barbell-wrist-extension, wrist-roller, dead-hang, barbell-hold, plate-pinch
  }'::text[]) as s (slug)
), needed as (
  delete from public.exercise_equipment as n using listed as l where n.exercise_id = l.id
)
delete from public.exercises as e
using listed as l
where e.id = l.id
  and e.owner_id is null
  -- archived or merged by the back end, which the chapter could not bring back
  and e.archived_at is null
  and not exists (select from public.workout_session_exercises as b where b.exercise_id = e.id)
  and not exists (select from public.workout_template_exercises as t where t.exercise_id = e.id)
  and not exists (select from public.modular_training_exercise as m where m.exercise_id = e.id)
  and not exists (select from public.personal_records as r where r.exercise_id = e.id)
  and not exists (select from public.live_sessions as l where l.current_exercise_id = e.id)
  and not exists (select from public.live_session_participants as l where l.current_exercise_id = e.id)
  and not exists (select from public.live_session_sets as l where l.exercise_id = e.id)
  and not exists (select from public.workout_presence as l where l.current_exercise_id = e.id)
  and not exists (select from public.exercises as m where m.merged_into = e.id)
  -- the seed's own aliases are gone already: these are people's
  and not exists (select from public.exercise_aliases as a where a.exercise_id = e.id);

-- what people have, and what their own exercises need
delete from public.equipment as e
using unnest('{
  bodyweight, barbell, dumbbell, kettlebell, ez-bar, trap-bar, safety-bar, log, plate, landmine, rack, bench,
  preacher-bench, hyper-bench, ghd, cable, machine, assist-machine, smith-machine, pull-up-bar, dip-bars, rings,
  suspension-trainer, band, stability-ball, medicine-ball, plyo-box, ab-wheel, wrist-roller, foam-roller,
  sandbag, yoke, sled, battle-ropes, jump-rope, bicycle, treadmill, stationary-bike, air-bike, rowing-machine,
  ski-erg, elliptical, stair-climber
}'::text[]) as s (slug)
where e.id = private.seed_id('equipment', s.slug)
  and not exists (select from public.user_equipment as u where u.equipment_id = e.id)
  and not exists (select from public.exercise_equipment as n where n.equipment_id = e.id);
