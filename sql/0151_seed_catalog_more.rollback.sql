-- What anybody's rows point at stays, so that no log loses its link; the chapter takes it over again when it is
-- applied. The rest goes, and all that the chapter says of what an exercise needs.
-- Nobody links anything in the meantime.
lock table public.exercises in exclusive mode;

with listed as (
  select private.seed_id('exercise', s.slug) as id
  from unnest('{
    barbell-deadlift, sumo-deadlift, deficit-deadlift, snatch-grip-deadlift, rack-pull, trap-bar-deadlift,
    smith-machine-deadlift, dumbbell-deadlift, kettlebell-deadlift, band-deadlift, barbell-romanian-deadlift,
    dumbbell-romanian-deadlift, single-leg-barbell-romanian-deadlift, single-leg-dumbbell-romanian-deadlift,
    barbell-stiff-leg-deadlift, dumbbell-stiff-leg-deadlift, band-stiff-leg-deadlift, cable-pull-through,
    kettlebell-swing, barbell-back-squat, paused-barbell-squat, barbell-box-squat, barbell-front-squat,
    barbell-sumo-squat, overhead-squat, zercher-squat, safety-bar-squat, barbell-hack-squat, machine-hack-squat,
    pendulum-squat, belt-squat, machine-squat, smith-machine-squat, dumbbell-squat, dumbbell-sumo-squat,
    goblet-squat, kettlebell-goblet-squat, kettlebell-sumo-squat, bodyweight-squat, bodyweight-sumo-squat,
    lateral-squat, band-squat, suspension-squat, pistol-squat, assisted-pistol-squat, weighted-sissy-squat,
    wall-sit, leg-press, seated-leg-press, single-leg-press, barbell-lunge, dumbbell-lunge, bodyweight-lunge,
    walking-lunge, dumbbell-walking-lunge, reverse-lunge, barbell-reverse-lunge, dumbbell-reverse-lunge,
    lateral-lunge, dumbbell-curtsy-lunge, overhead-dumbbell-lunge, bulgarian-split-squat, dumbbell-split-squat,
    step-up, dumbbell-step-up, leg-extension, single-leg-extension, lying-leg-curl, seated-leg-curl,
    standing-leg-curl, glute-ham-raise, nordic-hamstring-curl, barbell-hip-thrust, machine-hip-thrust,
    smith-machine-hip-thrust, bodyweight-hip-thrust, single-leg-hip-thrust, single-leg-dumbbell-hip-thrust,
    glute-bridge, barbell-glute-bridge, single-leg-glute-bridge, dumbbell-frog-pump, machine-glute-kickback,
    machine-rear-kick, cable-glute-kickback, floor-glute-kickback, machine-hip-abduction, machine-hip-adduction,
    lateral-band-walk, clamshell, fire-hydrant, lateral-leg-raise, cable-hip-flexion, machine-standing-calf-raise,
    barbell-standing-calf-raise, dumbbell-standing-calf-raise, smith-machine-standing-calf-raise,
    bodyweight-standing-calf-raise, single-leg-standing-calf-raise, single-leg-barbell-calf-raise,
    single-leg-dumbbell-calf-raise, single-leg-machine-calf-raise, seated-calf-raise,
    plate-loaded-seated-calf-raise, leg-press-calf-raise, seated-leg-press-calf-raise, machine-calf-extension,
    donkey-calf-raise, crunch, weighted-crunch, machine-crunch, cable-crunch, stability-ball-crunch,
    decline-crunch, weighted-decline-crunch, bicycle-crunch, raised-leg-bicycle-crunch, oblique-crunch,
    cross-body-crunch, reverse-crunch, heel-tap, toe-touch, sit-up, weighted-sit-up, jackknife-sit-up, v-up,
    hollow-rock, hollow-hold, flutter-kicks, ab-scissors, dead-bug, bird-dog, lying-leg-raise, lying-knee-raise,
    hanging-leg-raise, hanging-knee-raise, parallel-bar-leg-raise, parallel-bar-knee-raise, toes-to-bar,
    knees-to-elbows, dragon-flag, ab-wheel-rollout, suspension-jackknife, mountain-climber, plank, weighted-plank,
    side-plank, reverse-plank, l-sit-hold, front-lever-hold, front-lever-raise, handstand-hold, russian-twist,
    weighted-russian-twist, dumbbell-side-bend, cable-side-bend, band-side-bend, bodyweight-side-bend,
    pallof-press, cable-twist, high-to-low-cable-woodchop, low-to-high-cable-woodchop, machine-torso-rotation,
    landmine-180, snatch, power-snatch, hang-snatch, snatch-pull, dumbbell-snatch, clean, power-clean, hang-clean,
    hang-power-clean, clean-pull, clean-and-jerk, clean-and-press, push-jerk, split-jerk, press-under,
    deadlift-high-pull, sumo-deadlift-high-pull, jump-shrug, barbell-thruster, dumbbell-thruster,
    landmine-squat-and-press, kettlebell-clean, kettlebell-snatch, kettlebell-high-pull,
    kettlebell-clean-and-press, kettlebell-thruster, kettlebell-turkish-get-up, kettlebell-windmill,
    kettlebell-halo, kettlebell-around-the-world, box-jump, lateral-box-jump, depth-jump, broad-jump, jump-squat,
    jumping-lunge, frog-jump, tuck-jump, high-knee-skips, burpee, burpee-over-the-bar, medicine-ball-slam,
    medicine-ball-chest-pass, wall-ball, farmers-walk, suitcase-carry, overhead-carry, sandbag-carry, yoke-walk,
    sled-push, sled-pull, battle-ropes, running, treadmill-running, treadmill, sprints, walking, hiking, cycling,
    stationary-bike, spinning, air-bike, rowing-machine, ski-erg, elliptical-trainer, stair-climber, swimming,
    skating, skiing, snowboarding, jump-rope, jumping-jack, high-knees, boxing, climbing, aerobics, hiit,
    stretching, yoga, pilates, warm-up, foam-rolling, downward-dog, cat-cow, worlds-greatest-stretch,
    couch-stretch, pigeon-stretch, hip-90-90, deep-squat-hold, hamstring-stretch, calf-stretch,
    band-shoulder-pass-through
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
